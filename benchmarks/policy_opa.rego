# Fifteen of our rules, for benchmarks/policy_opa.py. They read the same preview and give the same verdicts.
package standards

marks := {
	"04da6b54-80e4-46f7-96ec-b56ff0331ba9",
	"1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
	"3eeb2bf0-c639-47a8-9e75-3b44932eb421",
	"6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
	"030794c1-ac77-496b-92df-f27374a8bd58",
	"e48ece36-62e2-4504-bad9-02848725956a",
	"dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
	"[secret]",
}

# What is to be made of each type, so that no rule looks at the others.
kinds := {storage, vault, server, site, machine}

states_of[kind] := states if {
	some kind in kinds
	states := [step.newState | some step in input.steps; step.newState.type == kind]
}

# A value, or null where it or what is above it is absent. What lies below a value that is not known is not known.
at(given, path) := found if {
	found := object.get(given, path, null)
	found != null
} else := mark if {
	some length in numbers.range(1, count(path) - 1)
	mark := object.get(given, array.slice(path, 0, length), null)
	marks[mark]
} else := null

is_true(found) if found == true

is_true(found) if lower(found) == "true"

is_false(found) if found == false

is_false(found) if lower(found) == "false"

same_text(found, wanted) if wanted[lower(found)]

# Ours take numbers for their text.
version(found) := found if is_string(found)

version(found) := sprintf("%v", [found]) if is_number(found)

tls_since_1_2(found) if {
	text := version(found)
	regex.match(`^[0-9]{1,4}(\.[0-9]{1,4}){0,3}$`, text)
	[to_number(part) | some part in split(text, ".")] >= [1, 2]
}

days(found) := found if is_number(found)

days(found) := to_number(found) if is_string(found)

switched_on(found) := "unknown" if {
	marks[found]
} else := "pass" if {
	is_true(found)
} else := "fail"

switched_off(found) := "unknown" if {
	marks[found]
} else := "pass" if {
	is_false(found)
} else := "fail"

off_or_absent(null) := "pass"

off_or_absent(found) := switched_off(found) if found != null

one_of(found, wanted) := "unknown" if {
	marks[found]
} else := "pass" if {
	same_text(found, wanted)
} else := "fail"

worst(verdicts) := "fail" if {
	verdicts.fail
} else := "unknown" if {
	verdicts.unknown
} else := "pass"

storage := "azure-native:storage:StorageAccount"

findings contains ["STO-001", made.urn, off_or_absent(found)] if {
	some made in states_of[storage]
	found := object.get(made.inputs, "allowBlobPublicAccess", null)
}

findings contains ["STO-003", made.urn, one_of(found, {"tls1_2", "tls1_3"})] if {
	some made in states_of[storage]
	found := object.get(made.inputs, "minimumTlsVersion", null)
}

findings contains ["STO-004", made.urn, refuses_networks(made.inputs)] if {
	some made in states_of[storage]
}

refuses_networks(given) := "pass" if {
	same_text(object.get(given, "publicNetworkAccess", null), {"disabled", "securedbyperimeter"})
} else := "pass" if {
	same_text(at(given, ["networkRuleSet", "defaultAction"]), {"deny"})
} else := "unknown" if {
	marks[object.get(given, "publicNetworkAccess", null)]
} else := "unknown" if {
	marks[at(given, ["networkRuleSet", "defaultAction"])]
} else := "fail"

findings contains ["STO-005", made.urn, switched_off(found)] if {
	some made in states_of[storage]
	found := object.get(made.inputs, "allowSharedKeyAccess", null)
}

vault := "azure-native:keyvault:Vault"

findings contains ["KEY-001", made.urn, switched_on(found)] if {
	some made in states_of[vault]
	found := at(made.inputs, ["properties", "enablePurgeProtection"])
}

findings contains ["KEY-002", made.urn, worst({left_on(switch), long_enough(kept)})] if {
	some made in states_of[vault]
	switch := at(made.inputs, ["properties", "enableSoftDelete"])
	kept := at(made.inputs, ["properties", "softDeleteRetentionInDays"])
}

left_on(found) := "unknown" if {
	marks[found]
} else := "fail" if {
	is_false(found)
} else := "pass"

long_enough(null) := "pass"

long_enough(found) := "unknown" if {
	marks[found]
} else := "pass" if {
	days(found) >= 90
} else := "fail" if {
	found != null
}

findings contains ["KEY-003", made.urn, worst({switched_on(switch), empty(policies)})] if {
	some made in states_of[vault]
	switch := at(made.inputs, ["properties", "enableRbacAuthorization"])
	policies := at(made.inputs, ["properties", "accessPolicies"])
}

empty(null) := "pass"

empty(found) := "unknown" if {
	marks[found]
} else := "pass" if {
	count(found) == 0
} else := "fail" if {
	found != null
}

server := "azure-native:sql:Server"

findings contains ["SQL-001", made.urn, new_enough(found)] if {
	some made in states_of[server]
	found := object.get(made.inputs, "minimalTlsVersion", null)
}

new_enough(found) := "unknown" if {
	marks[found]
} else := "pass" if {
	tls_since_1_2(found)
} else := "fail"

findings contains ["SQL-002", made.urn, private(found)] if {
	some made in states_of[server]
	found := object.get(made.inputs, "publicNetworkAccess", null)
}

private(found) := "unknown" if {
	same_text(found, {"securedbyperimeter"})
} else := one_of(found, {"disabled"})

site := "azure-native:web:WebApp"

findings contains ["WEB-001", made.urn, switched_on(found)] if {
	some made in states_of[site]
	found := object.get(made.inputs, "httpsOnly", null)
}

findings contains ["WEB-003", made.urn, one_of(found, {"disabled", "ftpsonly"})] if {
	some made in states_of[site]
	found := at(made.inputs, ["siteConfig", "ftpsState"])
}

findings contains ["WEB-004", made.urn, off_or_absent(found)] if {
	some made in states_of[site]
	found := at(made.inputs, ["siteConfig", "remoteDebuggingEnabled"])
}

machine := "azure-native:compute:VirtualMachine"

findings contains ["CMP-002", made.urn, switched_on(found)] if {
	some made in states_of[machine]
	found := at(made.inputs, ["securityProfile", "encryptionAtHost"])
}

findings contains ["CMP-003", made.urn, trusted(made.inputs)] if {
	some made in states_of[machine]
}

trusted(given) := worst({
	one_of(at(given, ["securityProfile", "securityType"]), {"trustedlaunch", "confidentialvm"}),
	switched_on(at(given, ["securityProfile", "uefiSettings", "secureBootEnabled"])),
	switched_on(at(given, ["securityProfile", "uefiSettings", "vTpmEnabled"])),
})

# GOV-001 is asked of every resource. `data.located` has a key for each type that takes a location.
findings contains ["GOV-001", made.urn, in_a_region(found, made.type)] if {
	some step in input.steps
	made := step.newState
	startswith(made.type, "azure-native:")
	found := object.get(made.inputs, "location", null)
}

in_a_region(null, kind) := "not_applicable" if not data.located[kind]

in_a_region(null, kind) := "unknown" if data.located[kind]

in_a_region(found, _) := "unknown" if {
	found != null
	marks[found]
} else := "pass" if {
	{"uksouth", "ukwest", "global"}[lower(replace(found, " ", ""))]
} else := "fail" if {
	is_string(found)
}

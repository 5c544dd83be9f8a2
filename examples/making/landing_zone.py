"""The landing zone of the invented county: landing-zone.yaml as it stands."""

from __future__ import annotations

LANDING_ZONE = """\
# yaml-language-server: $schema=../../docs/schemas/landing-zone.schema.json
# The cloud of an invented county and two of its districts. Every id, address and name is invented.
schema_version: 1
profile: county
prefix: wcc
tenant_id: 7a1d4c52-9f3e-4b08-8c61-2d5e90b7f314
regions: {primary: uksouth, secondary: ukwest}

# What the cloud may use in each region. The sites below and every address in the estate stay outside.
address_pools: {uksouth: 10.64.0.0/16, ukwest: 10.65.0.0/16}
on_premise_ranges:
  - {site_id: county-hall, prefix: 10.20.0.0/16}
  - {site_id: riverside, prefix: 10.40.0.0/16}

# The one without an organisation is the platform's own: it holds the hubs and the logs.
subscriptions:
  - {key: platform, subscription_id: 1b6f0e84-5c2a-4d97-a3f8-60c4e1d9b275, budget_month_gbp: 6000}
  - key: westmere
    subscription_id: 2c7e1f95-6d3b-4ea8-b409-71d5f2eac386
    organisation_id: westmere
    budget_month_gbp: 42000
  - key: hallowdale
    subscription_id: 3d8f20a6-7e4c-4fb9-85ca-82e603fbd497
    organisation_id: hallowdale
    budget_month_gbp: 16000
  - key: brackenford
    subscription_id: 4e9031b7-8f5d-40ca-96db-93f7140ce5a8
    organisation_id: brackenford
    budget_month_gbp: 12000

database_administrators: {name: grp-database-administrators, object_id: 5fa142c8-906e-41db-a7ec-a4082510f6b9}
governance:
  groups:
    platform: {name: grp-cloud-platform, object_id: 6fb253d9-1a17-42ec-b8fd-b5193621a7ca}
    migration: {name: grp-migration, object_id: 70c364ea-2b28-43fd-89ae-c62a4732b8db}
contacts:
  security: [security@westmere.example]
  budget: [cloud-costs@westmere.example]
platform_owner: Platform Manager
platform_organisation: westmere
cost_centres: {platform: WM-4410, westmere: WM-4400, hallowdale: HD-2210, brackenford: BF-1830}
administrator: cuadmin
ssh_public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGludmVudGVkLWtleS1vZi1pbnZlbnRlZC1jb3VudHkh cloud@westmere.example
firewall_tier: Standard
allowed_outbound:
  - {name: allow-microsoft-updates, hosts: ["*.update.microsoft.com", "*.windowsupdate.com"]}
  - name: allow-azure-services
    hosts:
      - login.microsoftonline.com
      - management.azure.com
      - "*.monitor.azure.com"
      - "*.in.applicationinsights.azure.com"
  - {name: allow-linux-updates, hosts: ["azure.archive.ubuntu.com", "rhui4-1.microsoft.com"]}
log_retention_days: 365

# The tunnels to both sites, and whom to ask for the names of what stays there.
vpn:
  sites:
    - {site_id: county-hall, public_address: 203.0.113.10}
    - {site_id: riverside, public_address: 203.0.113.20}
dns:
  forward:
    - {domain: westmere.example, servers: [10.20.0.10, 10.20.0.11]}

# What all councils share, and where the applications answer that others call.
shared_services:
  backends:
    - {application_id: document-management, url: https://documents.westmere.example}
    - {application_id: income-management, url: https://payments.westmere.example}
    - {application_id: library-management, url: https://library.westmere.example}
    - {application_id: finance-westmere, url: https://ledger.westmere.example}
    - {application_id: finance-brackenford, url: https://ledger.brackenford.example}
"""

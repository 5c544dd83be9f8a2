"""What a secret looks like, by its name and by its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.secret_shapes import is_reference, looks_secret, may_hold_secrets, names_secret

SECRET_NAMES = """
administratorLoginPassword adminPassword bindPasswd DB_PWD passphrase passkey clientSecret radiusServerSecret
primaryConnectionString protectedSettings secureValue sshPrivateKey storageAccountAccessKey storageAccountKey sharedKey
apiKey appKey applicationKey primaryKey secondaryKey cosmosMasterKey storageKey secretKey storageContainerSasKey
workspaceKey updateWebhookKey authorizationKey md5AuthenticationKey functionKey bitLockerKey sasToken
databricksAccessToken authToken refreshToken bearerToken repositoryToken registrationToken securityToken
token sas sasUri sasUrl Mail.Smtp.Password connection-string
"""

OTHER_NAMES = """
key keyName keyUri keyVaultSecretId keyData publicKeys partitionKey secretName secretUri passwordAuth
disablePasswordAuthentication eTag continuationToken tokenStore tenantId APPINSIGHTS_CONNECTIONSTRING
APPLICATIONINSIGHTS_CONNECTION_STRING
"""


@pytest.mark.parametrize("name", SECRET_NAMES.split())
def test_a_name_says_that_a_secret_is_expected(name: str) -> None:
    assert names_secret(name)
    assert names_secret(name.upper())


@pytest.mark.parametrize("name", OTHER_NAMES.split())
def test_a_name_that_only_sounds_like_it_does_not(name: str) -> None:
    assert not names_secret(name)


@pytest.mark.parametrize("name", ["secrets", "appSettings", "connectionStrings", "environmentVariables", "ENV"])
def test_a_list_that_may_hold_secrets(name: str) -> None:
    assert may_hold_secrets(name)
    assert not may_hold_secrets(f"{name}Count")


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=c2VjcmV0c2VjcmV0",
        "Server=tcp:x;Pwd=hunter2;",
        "password=hunter2",
        "mongodb://app:hunter2@x:10255/?ssl=true",
        "https://a.blob.core.windows.net/c?sp=r&sig=abcdefghijklmnopqrstuvwxyz%3D",
    ],
)
def test_a_text_is_a_secret_whatever_its_name(text: str) -> None:
    assert looks_secret(text)
    assert looks_secret(text.upper())


@pytest.mark.parametrize(
    "text", ["https://example.org/a?b=c", "user@example.org", "AccountKey=", "Password=", "10:22", "ssh-ed25519 AAAA"]
)
def test_an_ordinary_text_is_none(text: str) -> None:
    assert not looks_secret(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_private_key_is_found_wherever_it_stands(before: str, after: str) -> None:
    assert looks_secret(f"{before}-----BEGIN PRIVATE KEY-----{after}")


@given(st.text(max_size=200))
def test_a_reference_to_a_key_vault_is_one_whatever_it_says(text: str) -> None:
    assert is_reference(f" @Microsoft.KeyVault({text}) ")

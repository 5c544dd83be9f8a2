"""Files that applications put down for each other: a storage account, and Event Grid, which tells of each new one."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import authorization, eventgrid, managedidentity, storage

from migration.model.architecture import ArrivalPlace
from migration.model.architecture import FileExchange as Decided
from safeio.values import value
from stacks.components.blob_service import build_blob_service
from stacks.components.closed_account import Account, closed_account
from stacks.components.diagnostics import send_logs
from stacks.components.service_alerts import Watched, watched_store
from stacks.components.shared_ground import SharedGround, build_shared_endpoint

QUEUE_SENDER = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"
"""Storage Queue Data Message Sender. Source: the list of built-in roles, Azure/azure-policy and learn.microsoft.com."""


class FileExchange(pulumi.ComponentResource):
    """An exchange of files.

    Makes 11 resources (account, blob service, its diagnostic setting, two private endpoints with their names, an
    identity, topic, its diagnostic setting, the identity's right to write to queues) and 3 for each place (container,
    queue, event subscription).
    """

    def __init__(self, exchange: Decided, ground: SharedGround) -> None:
        options = pulumi.ResourceOptions(provider=ground.provider)
        super().__init__("cloud-unless:shared-services:FileExchange", exchange.id, None, options)
        group = ground.groups[exchange.resource_group]
        inside = pulumi.ResourceOptions(parent=self)
        account = _account(exchange, group, pulumi.ResourceOptions(parent=self, protect=True))
        self.id: pulumi.Output[str] = account.id
        names = (f"{exchange.id}-blobs", f"{exchange.id}-logs")
        service = build_blob_service(names, account, group, exchange.soft_delete_days, ground.target, inside)
        build_shared_endpoint(exchange, "", exchange.endpoint, account.id, ground, inside)
        build_shared_endpoint(exchange, "-queue", exchange.queue_endpoint, account.id, ground, inside)
        teller = managedidentity.UserAssignedIdentity(
            f"{exchange.id}-teller",
            resource_name_=exchange.identity_name,
            resource_group_name=group,
            location=exchange.region,
            tags=exchange.tags,
            opts=inside,
        )
        topic = _topic(exchange, account, teller, group, inside)
        send_logs(f"{exchange.id}-topic-logs", "system-topic", topic.id, ground.target, inside)
        right = authorization.RoleAssignment(
            f"{exchange.id}-queue-right",
            role_assignment_name=exchange.queue_right,
            scope=account.id,
            role_definition_id=ground.role(QUEUE_SENDER),
            principal_id=teller.principal_id,
            principal_type="ServicePrincipal",
            opts=inside,
        )
        self.watched: Watched = {**watched_store(account.id), "Microsoft.EventGrid/systemTopics": topic.id}
        made = _Made(group=group, account=account, topic=topic, teller=teller)
        told = pulumi.ResourceOptions(parent=self, depends_on=[service, right])
        for place in exchange.places:
            _tell(exchange, place, made, _place(exchange, place, made, service, self), told)
        self.register_outputs({})


@value
class _Made:
    """What each place of the exchange stands in: the account, and who tells of a new file."""

    group: pulumi.Input[str]
    account: storage.StorageAccount
    topic: eventgrid.SystemTopic
    teller: managedidentity.UserAssignedIdentity


def _account(exchange: Decided, group: pulumi.Input[str], options: pulumi.ResourceOptions) -> storage.StorageAccount:
    account = Account(name=exchange.name, group=group, region=exchange.region, sku=exchange.sku, tags=exchange.tags)
    # Event Grid is one of the trusted services, and comes with an identity of ours.
    return storage.StorageAccount(f"{exchange.id}-account", closed_account(account, trusts_azure=True), opts=options)


def _topic(
    exchange: Decided,
    account: storage.StorageAccount,
    teller: managedidentity.UserAssignedIdentity,
    group: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> eventgrid.SystemTopic:
    return eventgrid.SystemTopic(
        f"{exchange.id}-topic",
        system_topic_name=exchange.topic_name,
        resource_group_name=group,
        location=exchange.region,
        source=account.id,
        topic_type="Microsoft.Storage.StorageAccounts",
        identity=eventgrid.IdentityInfoArgs(
            type=eventgrid.IdentityType.USER_ASSIGNED,
            user_assigned_identities=teller.id.apply(lambda one: {one: eventgrid.UserIdentityPropertiesArgs()}),
        ),
        tags=exchange.tags,
        opts=options,
    )


def _place(
    exchange: Decided, place: ArrivalPlace, made: _Made, service: pulumi.Resource, parent: pulumi.Resource
) -> storage.Queue:
    """A container that files are put into, and the queue that tells its reader."""
    name = f"{exchange.id}-{place.id}"
    storage.BlobContainer(
        f"{name}-container",
        container_name=place.name,
        account_name=made.account.name,
        resource_group_name=made.group,
        public_access=storage.PublicAccess.NONE,
        # A container that comes before the service's settings could be deleted for good.
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[service]),
    )
    return storage.Queue(
        f"{name}-queue",
        queue_name=place.name,
        account_name=made.account.name,
        resource_group_name=made.group,
        opts=pulumi.ResourceOptions(parent=parent),
    )


def _tell(
    exchange: Decided, place: ArrivalPlace, made: _Made, queue: storage.Queue, options: pulumi.ResourceOptions
) -> None:
    """Each new file of the place is told to its queue."""
    eventgrid.SystemTopicEventSubscription(
        f"{exchange.id}-{place.id}-events",
        event_subscription_name=place.subscription,
        system_topic_name=made.topic.name,
        resource_group_name=made.group,
        delivery_with_resource_identity=eventgrid.DeliveryWithResourceIdentityArgs(
            identity=eventgrid.EventSubscriptionIdentityArgs(
                type=eventgrid.EventSubscriptionIdentityType.USER_ASSIGNED, user_assigned_identity=made.teller.id
            ),
            destination=eventgrid.StorageQueueEventSubscriptionDestinationArgs(
                endpoint_type="StorageQueue", resource_id=made.account.id, queue_name=queue.name
            ),
        ),
        event_delivery_schema=eventgrid.EventDeliverySchema.CLOUD_EVENT_SCHEMA_V1_0,
        filter=eventgrid.EventSubscriptionFilterArgs(
            included_event_types=["Microsoft.Storage.BlobCreated"],
            subject_begins_with=f"/blobServices/default/containers/{place.name}/",
        ),
        opts=options,
    )

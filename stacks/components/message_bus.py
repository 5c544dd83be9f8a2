"""Service Bus: a namespace that only its private endpoint reaches, and only identities may use."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import servicebus as azure

from migration.model.architecture import MessageBus as Decided
from migration.model.architecture import MessageQueue, MessageTopic
from stacks.components.diagnostics import send_logs
from stacks.components.service_alerts import Watched
from stacks.components.shared_ground import SharedGround, build_shared_endpoint

LOCK = "PT1M"
"""A reader has so long to deal with a message before another may try."""


class MessageBus(pulumi.ComponentResource):
    """A namespace. Makes 4 resources (namespace, diagnostic setting, private endpoint, its names), 1 for each queue and
    topic, and 1 for each reader of a topic."""

    def __init__(self, bus: Decided, ground: SharedGround) -> None:
        super().__init__(
            "cloud-unless:shared-services:MessageBus", bus.id, None, pulumi.ResourceOptions(provider=ground.provider)
        )
        self._bus = bus
        self._group = ground.groups[bus.resource_group]
        inside = pulumi.ResourceOptions(parent=self)
        # Messages that nobody has read yet stand nowhere else.
        self._kept = pulumi.ResourceOptions(parent=self, protect=True)
        made = azure.Namespace(
            f"{bus.id}-namespace",
            namespace_name=bus.name,
            resource_group_name=self._group,
            location=bus.region,
            sku=azure.SBSkuArgs(name=azure.SkuName(bus.tier), tier=azure.SkuTier(bus.tier), capacity=bus.units),
            premium_messaging_partitions=1,
            minimum_tls_version="1.2",
            public_network_access="Disabled",
            disable_local_auth=True,
            tags=bus.tags,
            opts=self._kept,
        )
        self.id: pulumi.Output[str] = made.id
        self.watched: Watched = {"Microsoft.ServiceBus/namespaces": made.id}
        self.host: pulumi.Output[str] = made.name.apply(lambda name: f"{name}.servicebus.windows.net")
        send_logs(f"{bus.id}-logs", "service-bus", made.id, ground.target, inside)
        build_shared_endpoint(bus, "", bus.endpoint, made.id, ground, inside)
        for queue in bus.queues:
            self._queue(queue, made)
        for topic in bus.topics:
            self._topic(topic, made)
        self.register_outputs({})

    def _queue(self, queue: MessageQueue, namespace: azure.Namespace) -> None:
        azure.Queue(
            f"{self._bus.id}-{queue.id}",
            queue_name=queue.name,
            namespace_name=namespace.name,
            resource_group_name=self._group,
            default_message_time_to_live=f"P{self._bus.keep_days}D",
            max_size_in_megabytes=self._bus.size_mib,
            dead_lettering_on_message_expiration=True,
            lock_duration=LOCK,
            max_delivery_count=self._bus.tries,
            opts=self._kept,
        )

    def _topic(self, topic: MessageTopic, namespace: azure.Namespace) -> None:
        made = azure.Topic(
            f"{self._bus.id}-{topic.id}",
            topic_name=topic.name,
            namespace_name=namespace.name,
            resource_group_name=self._group,
            default_message_time_to_live=f"P{self._bus.keep_days}D",
            max_size_in_megabytes=self._bus.size_mib,
            opts=self._kept,
        )
        for reader in topic.readers:
            azure.Subscription(
                f"{self._bus.id}-{topic.id}-{reader.name}",
                subscription_name=reader.name,
                topic_name=made.name,
                namespace_name=namespace.name,
                resource_group_name=self._group,
                dead_lettering_on_message_expiration=True,
                lock_duration=LOCK,
                max_delivery_count=self._bus.tries,
                opts=self._kept,
            )

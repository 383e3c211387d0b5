"""The gRPC service google.cloud.tasks.v2.CloudTasks: decodes calls, asks `TaskService`, encodes the answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import grpc
from google.cloud.tasks_v2.types import Queue, Task, cloudtasks

from infra.local.tasks.wire import (
    Message,
    RefusedError,
    build_beta_queue,
    build_queue,
    build_task,
    check_location,
)

if TYPE_CHECKING:
    from infra.local.tasks import model
    from infra.local.tasks.service import TaskService

_SERVICE = "google.cloud.tasks.v2.CloudTasks"
_BETA = "google.cloud.tasks.v2beta3.CloudTasks"
"""Only this version tells how much waits in a queue."""
_MAX_QUEUES_A_PAGE = 9_800
_MAX_TASKS_A_PAGE = 1_000
_FULL = int(Task.View.FULL)

Handler = Callable[[Message], Awaitable[Message]]


async def serve(service: TaskService, port: int) -> tuple[grpc.aio.Server, int]:
    """Starts a gRPC server on 127.0.0.1.

    Raises:
        RuntimeError: the port is taken.
    """
    # Without SO_REUSEPORT: two stacks on one port would silently share the calls.
    server = grpc.aio.server(options=(("grpc.so_reuseport", 0),))
    api = Api(service)
    server.add_generic_rpc_handlers((_handlers(api), _beta_handlers(api)))
    bound_port = server.add_insecure_port(f"127.0.0.1:{port}")
    await server.start()
    return server, bound_port


class Api:
    """One method for each call of the service that the local stack has; the others answer UNIMPLEMENTED."""

    def __init__(self, service: TaskService) -> None:
        """Wraps the service."""
        self._service = service

    async def create_queue(self, request: Message) -> Message:
        """CreateQueue."""
        check_location(request.parent)
        return build_queue(await self._service.create_queue(request.parent, request.queue))

    async def get_queue(self, request: Message) -> Message:
        """GetQueue."""
        return build_queue(self._service.get_queue(request.name))

    async def pause_beta_queue(self, request: Message) -> Message:
        """PauseQueue of v2beta3."""
        return build_beta_queue(await self._service.pause_queue(request.name, True), None)

    async def resume_beta_queue(self, request: Message) -> Message:
        """ResumeQueue of v2beta3."""
        return build_beta_queue(await self._service.pause_queue(request.name, False), None)

    async def list_queues(self, request: Message) -> Message:
        """ListQueues; filters are not supported."""
        answer = cloudtasks.ListQueuesResponse.pb()()
        queues, answer.next_page_token = self._page(request)
        answer.queues.extend(map(build_queue, queues))
        return answer

    async def list_queues_with_stats(self, request: Message) -> Message:
        """ListQueues of v2beta3, which tells the figures that the mask asks for."""
        from google.cloud.tasks_v2beta3.types import cloudtasks as beta

        wanted = set(request.read_mask.paths)
        answer = beta.ListQueuesResponse.pb()()
        queues, answer.next_page_token = self._page(request)
        answer.queues.extend(
            build_beta_queue(queue, self._service.stats_of(queue.name) if "stats" in wanted else None)
            for queue in queues
        )
        return answer

    def _page(self, request: Message) -> tuple[list[model.Queue], str]:
        check_location(request.parent)
        if request.filter:
            raise RefusedError(grpc.StatusCode.UNIMPLEMENTED, "filters are not part of the local stack")
        size = min(request.page_size or _MAX_QUEUES_A_PAGE, _MAX_QUEUES_A_PAGE)
        queues = [queue for queue in self._service.list_queues(request.parent) if queue.name > request.page_token]
        return queues[:size], queues[size - 1].name if len(queues) > size else ""

    async def update_queue(self, request: Message) -> Message:
        """UpdateQueue."""
        return build_queue(await self._service.update_queue(request.queue, request.update_mask))

    async def delete_queue(self, request: Message) -> None:
        """DeleteQueue."""
        await self._service.delete_queue(request.name)

    async def purge_queue(self, request: Message) -> Message:
        """PurgeQueue; at once, where the real service may take a minute."""
        return build_queue(await self._service.purge_queue(request.name))

    async def pause_queue(self, request: Message) -> Message:
        """PauseQueue."""
        return build_queue(await self._service.pause_queue(request.name, True))

    async def resume_queue(self, request: Message) -> Message:
        """ResumeQueue."""
        return build_queue(await self._service.pause_queue(request.name, False))

    async def create_task(self, request: Message) -> Message:
        """CreateTask."""
        task = await self._service.create_task(request.parent, request.task)
        return build_task(task, full=request.response_view == _FULL)

    async def get_task(self, request: Message) -> Message:
        """GetTask."""
        return build_task(self._service.get_task(request.name), full=request.response_view == _FULL)

    async def list_tasks(self, request: Message) -> Message:
        """ListTasks."""
        size = min(request.page_size or _MAX_TASKS_A_PAGE, _MAX_TASKS_A_PAGE)
        tasks = [task for task in self._service.list_tasks(request.parent) if task.name > request.page_token]
        answer = cloudtasks.ListTasksResponse.pb()()
        answer.tasks.extend(build_task(task, full=request.response_view == _FULL) for task in tasks[:size])
        if len(tasks) > size:
            answer.next_page_token = tasks[size - 1].name
        return answer

    async def delete_task(self, request: Message) -> None:
        """DeleteTask."""
        await self._service.delete_task(request.name)

    async def run_task(self, request: Message) -> Message:
        """RunTask."""
        return build_task(self._service.run_task(request.name), full=request.response_view == _FULL)


def _handlers(api: Api) -> grpc.GenericRpcHandler:
    calls: dict[str, tuple[Handler, Message, Message]] = {
        "CreateQueue": (api.create_queue, cloudtasks.CreateQueueRequest, Queue),
        "GetQueue": (api.get_queue, cloudtasks.GetQueueRequest, Queue),
        "ListQueues": (api.list_queues, cloudtasks.ListQueuesRequest, cloudtasks.ListQueuesResponse),
        "UpdateQueue": (api.update_queue, cloudtasks.UpdateQueueRequest, Queue),
        "DeleteQueue": (api.delete_queue, cloudtasks.DeleteQueueRequest, None),
        "PurgeQueue": (api.purge_queue, cloudtasks.PurgeQueueRequest, Queue),
        "PauseQueue": (api.pause_queue, cloudtasks.PauseQueueRequest, Queue),
        "ResumeQueue": (api.resume_queue, cloudtasks.ResumeQueueRequest, Queue),
        "CreateTask": (api.create_task, cloudtasks.CreateTaskRequest, Task),
        "GetTask": (api.get_task, cloudtasks.GetTaskRequest, Task),
        "ListTasks": (api.list_tasks, cloudtasks.ListTasksRequest, cloudtasks.ListTasksResponse),
        "DeleteTask": (api.delete_task, cloudtasks.DeleteTaskRequest, None),
        "RunTask": (api.run_task, cloudtasks.RunTaskRequest, Task),
    }
    return _service(_SERVICE, calls)


def _beta_handlers(api: Api) -> grpc.GenericRpcHandler:
    from google.cloud.tasks_v2beta3.types import Queue as BetaQueue
    from google.cloud.tasks_v2beta3.types import cloudtasks as beta

    return _service(
        _BETA,
        {
            "ListQueues": (api.list_queues_with_stats, beta.ListQueuesRequest, beta.ListQueuesResponse),
            "PauseQueue": (api.pause_beta_queue, beta.PauseQueueRequest, BetaQueue),
            "ResumeQueue": (api.resume_beta_queue, beta.ResumeQueueRequest, BetaQueue),
        },
    )


def _service(name: str, calls: dict[str, tuple[Handler, Message, Message]]) -> grpc.GenericRpcHandler:
    return grpc.method_handlers_generic_handler(
        name,
        {
            method: grpc.unary_unary_rpc_method_handler(
                _answer(handler),
                request_deserializer=request.pb().FromString,
                response_serializer=_empty if response is None else response.pb().SerializeToString,
            )
            for method, (handler, request, response) in calls.items()
        },
    )


def _empty(_: None) -> bytes:
    return b""  # google.protobuf.Empty


def _answer(handler: Handler) -> Callable[[Message, grpc.aio.ServicerContext], Awaitable[Message]]:
    async def call(request: Message, context: grpc.aio.ServicerContext) -> Message:
        try:
            return await handler(request)
        except RefusedError as refusal:
            await context.abort(refusal.code, refusal.message)

    return call

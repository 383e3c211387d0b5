"""A reply in the shape of Chat Completions or of Responses."""

from infra.local.simulators.contracts import Json
from infra.local.simulators.openai.answering import Reply
from infra.local.simulators.openai.schemas import ChatRequest, ResponseRequest


def chat_completion(asked: ChatRequest, reply: Reply, *, id_: str, created_s: int, input_tokens: int) -> Json:
    """An answer of POST /v1/chat/completions."""
    message: Json = {"role": "assistant", "content": reply.text, "refusal": reply.refusal, "annotations": []}
    finish = "length" if reply.cut_off else "stop"
    if reply.calls:
        finish = "tool_calls"
        message["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in reply.calls
        ]
    return {
        "id": f"chatcmpl-{id_}",
        "object": "chat.completion",
        "created": created_s,
        "model": asked.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": {
            "prompt_tokens": input_tokens,
            "completion_tokens": reply.tokens,
            "total_tokens": input_tokens + reply.tokens,
            "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 0,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        },
        "service_tier": "default",
        "system_fingerprint": "fp_stand_in",
    }


def response(asked: ResponseRequest, reply: Reply, *, id_: str, created_s: int, input_tokens: int) -> Json:
    """An answer of POST /v1/responses."""
    status = "incomplete" if reply.cut_off else "completed"
    output: list[Json] = [
        {
            "id": f"fc_{call.id}",
            "type": "function_call",
            "status": "completed",
            "call_id": call.id,
            "name": call.name,
            "arguments": call.arguments,
        }
        for call in reply.calls
    ]
    if not output:
        said: Json = {"type": "output_text", "text": reply.text, "annotations": [], "logprobs": []}
        if reply.refusal is not None:
            said = {"type": "refusal", "refusal": reply.refusal}
        output = [{"id": f"msg_{id_}", "type": "message", "status": status, "role": "assistant", "content": [said]}]
    return {
        "id": f"resp_{id_}",
        "object": "response",
        "created_at": created_s,
        "completed_at": created_s,
        "status": status,
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if reply.cut_off else None,
        "instructions": asked.instructions,
        "max_output_tokens": asked.max_output_tokens,
        "model": asked.model,
        "output": output,
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "reasoning": asked.reasoning or {"effort": None, "summary": None},
        "store": False,
        "temperature": 1.0 if asked.temperature is None else asked.temperature,
        "text": asked.text or {"format": {"type": "text"}},
        "tool_choice": asked.tool_choice,
        "tools": asked.tools,
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": {
            "input_tokens": input_tokens,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": reply.tokens,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": input_tokens + reply.tokens,
        },
        "user": None,
        "metadata": {},
    }

"""NeMo-Gym with RLAR's rewards: a resources server whose verification is RLAR's. As resources_servers/rlar/app.py, with this configuration:

    rlar:
      resources_servers:
        rlar: {entrypoint: app.py, domain: math, verified: false, description: RLAR's rewards}
    rlar_simple_agent:
      responses_api_agents:
        simple_agent:
          entrypoint: app.py
          resources_server: {type: resources_servers, name: rlar}
          model_server: {type: responses_api_models, name: policy_model}

RLAR's server speaks /verify, /seed_session, /aggregate_metrics, /reverify_mode and /compare itself (docs/protocols.md); this file is for configurations in which
NeMo-Gym starts its servers by their app.py. A rollout without a score is a JudgeError: NeMo-Gym puts it among the failures, to be tried again, and
not into the mean.
"""

import asyncio

import rlar


async def reward_of(fields):
    """The reward of a request to /verify, as a dictionary; an error where there is none.

    The row is the request as it is: RLAR reads `responses_create_params`, `expected_answer` and `response` by their names.
    """
    group = await rlar.score_async({name: value for name, value in fields.items() if not name.startswith("_ng_")})
    if group.rewards[0] is None:
        raise rlar.NotScoredError(f"{group.outcomes[0].status}: {group.outcomes[0].reason}")
    return group.rewards[0]


def server():
    from nemo_gym.base_resources_server import BaseResourcesServerConfig, BaseVerifyRequest, BaseVerifyResponse, ReverifyMode, SimpleResourcesServer
    from nemo_gym.judge import JudgeError
    from pydantic import ConfigDict

    class Config(BaseResourcesServerConfig):
        REVERIFY_MODE = ReverifyMode.STATELESS

    class Request(BaseVerifyRequest):
        model_config = ConfigDict(extra="allow")

    class Response(BaseVerifyResponse):
        model_config = ConfigDict(extra="allow")

    class RlarServer(SimpleResourcesServer):
        config: Config

        async def verify(self, body: Request) -> Response:
            try:
                return Response(**body.model_dump(), reward=await reward_of(body.model_dump(exclude_none=True)))
            except rlar.NotScoredError as error:
                raise JudgeError(str(error)) from error

    return RlarServer


async def main():
    def request(text, **more):
        output = [{"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}]
        asked = {"input": [{"role": "user", "content": "What is 6 times 7?"}], "tools": []}
        return {"responses_create_params": asked, "response": {"object": "response", "output": output}, **more}

    for text in ("\\boxed{42}", "\\boxed{48}"):
        print(await reward_of(request(text, expected_answer="42", _ng_task_index=0)))
    try:
        await reward_of(request("It is late."))
    except rlar.NotScoredError as error:
        print("no score:", "unscorable" in str(error))


if __name__ == "__main__":
    try:
        import nemo_gym  # noqa: F401
    except ImportError:
        asyncio.run(main())
    else:
        server().run_webserver()

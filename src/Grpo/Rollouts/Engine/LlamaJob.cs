using Rlar.Grpo.Rollouts.Sampling;
using Rlar.Inference.Llama;

namespace Rlar.Grpo.Rollouts.Engine;

/// <summary>What the lanes of one rollout share.</summary>
/// <param name="Model">The policy.</param>
/// <param name="Queue">The requests.</param>
/// <param name="Options">How to draw.</param>
/// <param name="Text">The policy's text.</param>
/// <param name="Ends">Its end tokens.</param>
/// <param name="Room">Tokens of the longest prompt and completion together.</param>
/// <param name="IsExact">Whether keys and values have 32 bits.</param>
internal sealed record LlamaJob(
    LlamaModel Model, RolloutQueue Queue, RolloutOptions Options, IPolicyText Text, IReadOnlySet<int> Ends, int Room, bool IsExact);

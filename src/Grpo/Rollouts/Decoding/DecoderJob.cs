using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Rollouts.Sampling;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>What the lanes of one rollout share.</summary>
/// <param name="Weights">The policy's weights.</param>
/// <param name="Rope">Rotary angles of all positions that will be asked for.</param>
/// <param name="Queue">The requests.</param>
/// <param name="Prompts">Their prompts.</param>
/// <param name="Options">How to draw.</param>
/// <param name="Text">The policy's text.</param>
/// <param name="Ends">Its end tokens.</param>
/// <param name="Context">Tokens that a prompt and its completion may have together.</param>
internal sealed record DecoderJob(
    MappedWeights Weights, RopeTable Rope, RolloutQueue Queue, PromptStates Prompts, RolloutOptions Options, IPolicyText Text, IReadOnlySet<int> Ends,
    int Context);

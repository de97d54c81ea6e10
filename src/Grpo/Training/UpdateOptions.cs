using Rlar.Grpo.Losses;

namespace Rlar.Grpo.Training;

/// <summary>How a step's completions are learnt from.</summary>
internal sealed record UpdateOptions
{
    /// <summary>Whether the sampler's log-probabilities are the trainer's own, up to rounding.</summary>
    internal required bool IsExact { get; init; }

    /// <summary>The loss where they are not, or where older weights drew the completions.</summary>
    internal required LossOptions InexactLoss { get; init; }

    /// <summary>Groups of an optimiser step; 0 (default): all.</summary>
    internal int Minibatch { get; init; }

    /// <summary>Passes over the completions. Default 1.</summary>
    internal int Epochs { get; init; } = 1;

    /// <summary>
    /// Every so many steps the divergence from the reference is measured where the policy has one and the loss does without; 0 (default): never.
    /// </summary>
    internal int KlEvery { get; init; }

    /// <summary>The run's seed.</summary>
    internal ulong Seed { get; init; }
}

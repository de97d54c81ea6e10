using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>What an update measured.</summary>
internal sealed record UpdateMeasures
{
    /// <summary>The loss, the mean over optimiser steps.</summary>
    internal double Loss { get; init; }

    /// <summary>Mean k3 from the reference per token; null where none is used.</summary>
    internal double? Kl { get; init; }

    /// <summary>Share of tokens whose gradient the clip stopped.</summary>
    internal double ClipShare { get; init; }

    /// <summary>Mean entropy of a token in nats.</summary>
    internal double Entropy { get; init; }

    /// <summary>Sampler against trainer, before the first optimiser step.</summary>
    internal RolloutMismatch Mismatch { get; init; }

    /// <summary>Norm of the gradient before clipping, the mean over optimiser steps.</summary>
    internal double GradientNorm { get; init; }

    /// <summary>Learning rate of the last optimiser step.</summary>
    internal double LearningRate { get; init; }

    /// <summary>Tokens, prompts included, that went through the model.</summary>
    internal long Tokens { get; init; }
}

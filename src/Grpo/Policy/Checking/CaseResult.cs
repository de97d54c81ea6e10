namespace Rlar.Grpo.Policy.Checking;

/// <summary>What a trainer makes of a case.</summary>
internal sealed record CaseResult
{
    /// <summary>Log-probabilities by sequence.</summary>
    internal required IReadOnlyList<double[]> Logprobs { get; init; }

    /// <summary>Entropies in nats by sequence.</summary>
    internal required IReadOnlyList<double[]> Entropies { get; init; }

    /// <summary>The loss.</summary>
    internal required double Loss { get; init; }

    /// <summary>Its metrics.</summary>
    internal required CaseMetrics Metrics { get; init; }

    /// <summary>The greatest logits of some positions, greatest first.</summary>
    internal required IReadOnlyList<(int Sequence, int Position, IReadOnlyList<(int Token, double Logit)> Top)> Probes { get; init; }

    /// <summary>Norm of all gradients, before clipping.</summary>
    internal required double GradientNorm { get; init; }

    /// <summary>The gradients by tensor, before clipping.</summary>
    internal required IReadOnlyList<(string Name, TensorSummary Summary)> Gradients { get; init; }

    /// <summary>What the steps made of it, or null: none were asked for.</summary>
    internal CaseSteps? After { get; init; }
}

namespace Rlar.Grpo.Alarms;

/// <summary>From where on a run is spoken of. The defaults are those whose false-alarm rate is measured (docs/training.md).</summary>
public sealed record AlarmOptions
{
    /// <summary>Steps at the start that later ones are held against, at least 2. Default 10.</summary>
    public int BaselineSteps { get; init; } = 10;

    /// <summary>Steps that a judgement looks back on, at least 2; also what the memory of patterns fades with. Default 20.</summary>
    public int WindowSteps { get; init; } = 20;

    /// <summary>
    /// Probability of one preferred pattern or length in a whole run where rewards know nothing of it, corrected for all that is tried, above 0 and
    /// below 1. Default 0.01.
    /// </summary>
    public double Significance { get; init; } = 0.01;

    /// <summary>Mean KL of a token from the reference, in nats, above which the policy is far from where it started. Default 0.5.</summary>
    public double Kl { get; init; } = 0.5;

    /// <summary>Growth or shrinking of the mean length, as a share of the first steps', that counts together with a preference. Default 0.3.</summary>
    public double LengthChange { get; init; } = 0.3;

    /// <summary>Share of the first steps' entropy below which it has collapsed. Default 0.1.</summary>
    public double EntropyShare { get; init; } = 0.1;

    /// <summary>Share of the first steps' variety (distinct completions, distinct word triples) below which it has collapsed. Default 0.5.</summary>
    public double VarietyShare { get; init; } = 0.5;

    /// <summary>Rise of the share of completions that are cut off that counts, between 0 and 1. Default 0.3.</summary>
    public double TruncationRise { get; init; } = 0.3;

    /// <summary>Rise of the share of groups without variance that counts, between 0 and 1. Default 0.4.</summary>
    public double ZeroVarianceRise { get; init; } = 0.4;

    /// <summary>Mean |sampler's logprob - trainer's| above which importance ratios mean little, in nats. Default 0.1.</summary>
    public double Mismatch { get; init; } = 0.1;

    /// <summary>Odds of being preferred with a pattern over those without it, from which on it is spoken of. Default 4.</summary>
    public double PatternOdds { get; init; } = 4;

    /// <summary>Standard errors that the reward must have risen, and a held-out tool fallen, between two evaluations. Default 3.</summary>
    public double Divergence { get; init; } = 3;

    /// <summary>Patterns that are remembered, at least 64. Default 2048.</summary>
    public int Patterns { get; init; } = 2048;

    /// <summary>Does nothing where the values are possible.</summary>
    /// <exception cref="TrainingException">One is not.</exception>
    internal void Validate()
    {
        if (BaselineSteps < 2 || WindowSteps < 2 || Patterns < 64)
            throw new TrainingException("Alarms need at least 2 steps of a baseline, 2 of a window and 64 patterns.");
        if (!(Significance is > 0 and < 1) || !(PatternOdds > 1) || !(Divergence > 0))
            throw new TrainingException("Alarms need a significance between 0 and 1, odds above 1 and a divergence above 0.");
    }
}

using Rlar.Grpo.Advantages;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Training;

/// <summary>What a run is put together from.</summary>
public sealed record TrainerParts
{
    /// <summary>What is trained.</summary>
    public required ITrainablePolicy Policy { get; init; }

    /// <summary>What draws completions from its weights.</summary>
    public required IRolloutEngine Engine { get; init; }

    /// <summary>Between the text of rows and its tokens.</summary>
    public required IPolicyText Text { get; init; }

    /// <summary>What rewards completions.</summary>
    public required ITrainingReward Reward { get; init; }

    /// <summary>What looks at held-out completions and is not trained on; null (default): nothing.</summary>
    public ITrainingReward? HeldOutReward { get; init; }

    /// <summary>Rows to train on, at least one.</summary>
    public required IReadOnlyList<Query> Rows { get; init; }

    /// <summary>Rows that are never trained on. Default none: no evaluations.</summary>
    public IReadOnlyList<Query> HeldOut { get; init; } = [];

    /// <summary>What the policy was loaded from: a hash of the file. A run that goes on must have the same. Default "".</summary>
    public string Model { get; init; } = "";

    /// <summary>Called before completions are drawn: brings what the engine reads up to date with adapters. Null (default): nothing is to be done.</summary>
    public Action? BeforeRollouts { get; init; }

    /// <summary>What computes advantages. Default the scalar reference.</summary>
    public AdvantageDevice Advantages { get; init; } = AdvantageDevice.Reference();

    /// <summary>Looks at the run as it goes; null (default): nobody does.</summary>
    public IRunWatch? Watch { get; init; }

    /// <summary>Told after each step; null (default): nobody is.</summary>
    public IProgress<StepMetrics>? Steps { get; init; }

    /// <summary>Told after each evaluation; null (default): nobody is.</summary>
    public IProgress<EvaluationRecord>? Evaluations { get; init; }

    /// <summary>Told of each new alarm; null (default): nobody is.</summary>
    public IProgress<AlarmRecord>? Alarms { get; init; }

    /// <summary>Measures times, which stand in the metrics and decide nothing. Default the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

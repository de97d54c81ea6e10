namespace Rlar.Grpo.Rollouts;

/// <summary>How many completions an engine draws side by side. None of it changes what is drawn, but where an engine says so.</summary>
public sealed record RolloutEngineOptions
{
    /// <summary>Lanes, one thread each, at least 1. Default: the processors.</summary>
    public int Lanes
    {
        get;
        init => field = value >= 1 ? value : throw new TrainingException($"There are {value} rollout lanes; at least 1 is needed.");
    }
    = Environment.ProcessorCount;

    /// <summary>
    /// Completions side by side in a lane, 1 to 128. Default 32. A step reads all weights once for all of them; each has keys and values in memory.
    /// </summary>
    public int Width
    {
        get;
        init => field = value is >= 1 and <= 128 ? value : throw new TrainingException($"A rollout lane is {value} wide; it must be 1 to 128.");
    }
    = 32;
}

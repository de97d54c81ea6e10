namespace Rlar.Agents.Scripts;

/// <summary>The workers that run scripts.</summary>
public sealed record ScriptWorkerOptions
{
    private readonly int _workers = Environment.ProcessorCount;

    /// <summary>How many there are at most. Default: as many as there are processors; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Workers
    {
        get => _workers;
        init => _workers = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is at least one worker.");
    }

    /// <summary>How long one waits for work before it is ended. Default 30 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of memory of a worker's process, all that it holds. Default 1 GiB; its heap is half of it.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Processor seconds of one message, should a script not be counted as it should. Default 10.</summary>
    public double MessageCpu { get; init; } = 10;
}

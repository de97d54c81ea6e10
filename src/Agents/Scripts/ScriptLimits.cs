namespace Rlar.Agents.Scripts;

/// <summary>What one call of a script may use. Counted by what it does, not by a clock: the same call ends in the same way on every machine.</summary>
public sealed record ScriptLimits
{
    private readonly long _steps = 5_000_000;
    private readonly long _memory = 64L << 20;

    /// <summary>Steps: turns of loops, entries of functions, and what members of the library go through. Default 5,000,000; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public long Steps
    {
        get => _steps;
        init => _steps = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A call has at least one step.");
    }

    /// <summary>Bytes that it may allocate in all, whether it still holds them or not. Default 64 MiB; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public long Memory
    {
        get => _memory;
        init => _memory = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A call has at least one byte.");
    }
}

using Rlar.Agents.Scripts;

namespace Rlar.Agents.Authoring;

/// <summary>How scripts are written.</summary>
public sealed record ScriptAuthorOptions
{
    private readonly int _repairs = 3;

    /// <summary>How often a refused script may be written again. Default 3; 0 to 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public int Repairs
    {
        get => _repairs;
        init => _repairs = value is >= 0 and <= 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There are 0 to 20 repairs.");
    }

    /// <summary>The most tokens of one reply. Default 4096.</summary>
    public int MostTokens { get; init; } = 4096;

    /// <summary>The temperature. Default 0.</summary>
    public float Temperature { get; init; }

    /// <summary>The seed. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>What one call of the script may use while its cases are tried.</summary>
    public ScriptLimits Limits { get; init; } = new();
}

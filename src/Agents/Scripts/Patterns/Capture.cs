using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>A part of a text that a group matched; as .NET's.</summary>
/// <param name="text">The whole text.</param>
/// <param name="index">Where the part begins.</param>
/// <param name="length">How long it is.</param>
internal class Capture(string text, int index, int length)
{
    /// <summary>Where it begins.</summary>
    internal int Index { get; } = index;

    /// <summary>How long it is.</summary>
    internal int Length { get; } = length;

    /// <summary>The part.</summary>
    internal string Value
    {
        get
        {
            Meter.Copied(Length);
            return Whole.Substring(Index, Length);
        }
    }

    /// <summary>The whole text.</summary>
    protected string Whole { get; } = text;

    /// <inheritdoc/>
    public override string ToString() => Value;
}

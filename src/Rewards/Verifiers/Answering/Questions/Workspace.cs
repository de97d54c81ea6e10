using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Memory that is used again between answers and between rows; for one thread at a time.</summary>
internal sealed class Workspace
{
    private readonly List<ReadText> _aliases = [];

    /// <summary>The answer.</summary>
    internal ReadText Text { get; } = new();

    /// <summary>The question.</summary>
    internal ReadText Question { get; } = new();

    /// <summary>[word of the answer] which words of a reference it is.</summary>
    internal Scratch<ulong> Hits { get; } = new();

    /// <summary>The answer's dates, where they were asked for.</summary>
    internal List<DateText>? Dates { get; set; }

    /// <summary>A reference.</summary>
    internal ReadText Alias(int at)
    {
        while (_aliases.Count <= at)
            _aliases.Add(new ReadText());
        return _aliases[at];
    }
}

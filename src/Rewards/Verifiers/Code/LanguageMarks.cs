using System.Text.Json.Serialization;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>What the text of a whole program of a language has, so that it is told from a snippet beside it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LanguageMarks
{
    /// <summary>Texts of which every program has one, or none where there are no such.</summary>
    public IReadOnlyList<string> Has { get; init; } = [];

    /// <summary>Texts of which a program that reads its input has one.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Texts of which a program that prints has one.</summary>
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Texts of which a snippet that only starts the program has one.</summary>
    public IReadOnlyList<string> Starts { get; init; } = [];

    /// <summary>Texts with which a program begins where it stands in an answer without a fence.</summary>
    public IReadOnlyList<string> Begins { get; init; } = [];

    /// <summary>Whether what one block defines and another one uses makes one program of them.</summary>
    public bool Joins { get; init; } = true;

    /// <summary>Whether such pieces follow the block that runs: C#'s types stand behind the statements of a program without Main.</summary>
    public bool JoinsBehind { get; init; }

    /// <summary>Where a program without a fence starts: at the first line, or behind the first colon, that has one of the beginnings; else -1.</summary>
    /// <param name="text">The text.</param>
    internal int StartOf(string text)
    {
        var first = -1;
        foreach (var mark in Begins)
        {
            for (var at = text.IndexOf(mark, StringComparison.Ordinal);
                at >= 0 && (first < 0 || at < first);
                at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
            {
                if (at == 0 || text[at - 1] == '\n' || text.AsSpan(0, at).EndsWith(": "))
                    first = at;
            }
        }

        return first;
    }

    /// <summary>How much speaks for a text being the whole program.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasInput">Whether the program is given input.</param>
    internal int Weight(string text, bool hasInput)
    {
        if (Starts.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
            return -1;
        return 4 * Any(Has, text) + (hasInput ? 2 * Any(Reads, text) : 0) + Any(Writes, text);
    }

    private static int Any(IReadOnlyList<string> marks, string text) => marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)) ? 1 : 0;
}

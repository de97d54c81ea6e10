using System.Text;

namespace Rlar.Agents.Classification;

/// <summary>A prompt as the classifiers read it: its text with the parts where instructions stand, of bounded length.</summary>
internal sealed class PromptText
{
    /// <summary>The most characters of a prompt that are read: these from its beginning and as many from its end.</summary>
    internal const int MostCharacters = 2000;

    private const int HeadCharacters = 220;
    private const int TailCharacters = 140;

    private PromptText(string whole, string asked, int turns, bool hasSystem)
    {
        (Whole, Asked, Turns, HasSystem) = (whole, asked, turns, hasSystem);
        var cut = Cut(asked, Math.Min(asked.Length, HeadCharacters));
        Head = asked[..cut];
        Tail = asked.Length <= HeadCharacters ? "" : asked[Cut(asked, Math.Max(cut, asked.Length - TailCharacters))..];
    }

    /// <summary>All messages, the middle of a long one left out.</summary>
    internal string Whole { get; }

    /// <summary>The last message of the user.</summary>
    internal string Asked { get; }

    /// <summary>Where it begins: most instructions stand there.</summary>
    internal string Head { get; }

    /// <summary>Where it ends, if it is longer than its head: the others stand there.</summary>
    internal string Tail { get; }

    /// <summary>Messages that are no system message.</summary>
    internal int Turns { get; }

    /// <summary>Whether there is a system message.</summary>
    internal bool HasSystem { get; }

    /// <summary>Reads a prompt.</summary>
    internal static PromptText Of(IReadOnlyList<Message> prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (prompt.Count == 0)
            throw new ArgumentException("A prompt has at least one message.", nameof(prompt));
        var last = prompt.LastOrDefault(message => message.Role == "user");
        var asked = Bounded((last.Content ?? prompt[^1].Content).Trim());
        var whole = prompt.Count == 1 ? asked : Bounded(string.Join("\n\n", prompt.Select(message => message.Content.Trim())));
        return new PromptText(whole, asked, prompt.Count(message => message.Role != "system"), prompt.Any(message => message.Role == "system"));
    }

    private static string Bounded(string text) => text.Length <= 2 * MostCharacters
        ? text
        : new StringBuilder().Append(text, 0, MostCharacters).Append('\n').Append(text, text.Length - MostCharacters, MostCharacters).ToString();

    // A place between two words near the one given, so that no word is cut and no surrogate parted from its pair.
    private static int Cut(string text, int at)
    {
        const int Longest = 20;
        if (at == 0 || at == text.Length)
            return at;
        for (var place = at; place > Math.Max(0, at - Longest); place--)
        {
            if (char.IsWhiteSpace(text[place]))
                return place;
        }

        return char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }
}

using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Reading.Choices;

/// <summary>
/// A row's question as choices are read from its answers: the letters that its references are, and its options, which are looked for in the prompt only
/// once a reference or an answer is more than a letter.
/// </summary>
internal sealed class ChoiceQuestion
{
    private readonly Lazy<ChoiceOptions> _options;

    private ChoiceQuestion(string letters, bool wantsAll, Query query)
    {
        Letters = letters;
        _options = new Lazy<ChoiceOptions>(() => ChoiceOptions.Of(query, letters));
        var plain = query.References.Select(reference => ChoiceLetter.Alone(reference, letters)?.ToString()).ToArray();
        if (!Array.Exists(plain, letter => letter is null))
        {
            Wanted = Together(plain!, wantsAll);
            return;
        }

        Wanted = Together([.. query.References.Select(reference => ChoiceReferences.Of(reference, Options)).OfType<string>()], wantsAll);
        if (Wanted.Count > 0)
        {
            IsNumbered = Options.IsNumbered;
            return;
        }

        // What looks like options is none where the reference is none of them.
        var bare = ChoiceOptions.Of(letters);
        _options = new Lazy<ChoiceOptions>(bare);
        Wanted = Together([.. query.References.Select(reference => ChoiceReferences.Of(reference, bare)).OfType<string>()], wantsAll);
    }

    /// <summary>The letters that may be chosen where no options are shown.</summary>
    internal string Letters { get; }

    /// <summary>The letters of each acceptable choice; none where no reference is a choice.</summary>
    internal IReadOnlyList<string> Wanted { get; }

    /// <summary>Whether the options have numbers.</summary>
    internal bool IsNumbered { get; }

    /// <summary>The options.</summary>
    internal ChoiceOptions Options => _options.Value;

    /// <summary>Reads a row's question.</summary>
    /// <param name="query">The row.</param>
    /// <param name="letters">The letters that may be chosen where no options are shown.</param>
    /// <param name="wantsAll">Whether several references are all to be chosen.</param>
    internal static ChoiceQuestion Of(Query query, string letters, bool wantsAll) => new(letters, wantsAll, query);

    /// <summary>A text with letters for the numbers of options.</summary>
    internal string InLetters(string text) => IsNumbered ? Options.InLetters(text) : text;

    private static IReadOnlyList<string> Together(IReadOnlyList<string> read, bool wantsAll) =>
        wantsAll && read.Count > 1 ? [ChoiceSet.Ordered(read.SelectMany(letters => letters))] : read;
}

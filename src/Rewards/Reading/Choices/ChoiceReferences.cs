using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Reading.Choices;

/// <summary>The letters that a row's references are.</summary>
internal static class ChoiceReferences
{
    /// <summary>
    /// The letters, each once and in order: of a letter in whatever it is wrapped, an option's text, a list of these ("A, C", "AC", ["A", "C"]). Null
    /// where a reference is none of them.
    /// </summary>
    internal static string? Of(string reference, ChoiceOptions options)
    {
        reference = ChoiceCues.Narrow(reference);
        if (options.Texts.Whole(reference) is { } text)
            return text.ToString();
        var written = options.InLetters(reference);
        if (reference.AsSpan().TrimStart() is ['[', ..] && JsonLiterals.Read(reference.Trim()).Value is { Kind: LiteralKind.List } list)
        {
            var items = list.Items.Select(item => item.Kind == LiteralKind.Text ? Of(item.Text, options) : null).ToArray();
            return items.Length > 0 && items.All(item => item is { Length: 1 }) ? ChoiceSet.Ordered(items.Select(item => item![0])) : null;
        }

        if (ChoiceSet.Of(written, options) is { Length: > 1 } several)
            return several;
        return ChoiceLetter.OfReference(written, options.Letters) is { } letter ? letter.ToString() : null;
    }
}

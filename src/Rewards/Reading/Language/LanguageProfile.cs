namespace Rlar.Rewards.Reading.Language;

/// <summary>What tells a language from the others of its script.</summary>
/// <param name="Code">The code, as langdetect has it.</param>
/// <param name="Words">Its most frequent words in lower case, the most frequent first.</param>
/// <param name="Letters">Letters that it has and others of its script do not.</param>
internal sealed record LanguageProfile(string Code, string[] Words, string Letters)
{
    internal LanguageProfile(string code, string letters, string words)
        : this(code, words.Split(' '), letters)
    {
    }
}

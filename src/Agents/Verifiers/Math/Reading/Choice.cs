namespace Rlar.Agents.Verifiers.Mathematics.Reading;

/// <summary>Multiple choice inside of mathematics: "(B) 12" answers B.</summary>
internal static class Choice
{
    internal static bool Agrees(AnswerReading gold, AnswerReading answer)
    {
        if (gold.Words is not [>= 'A' and <= 'Z' and var letter] || answer.Words.Length < 2)
            return false;
        var words = answer.Words.AsSpan().TrimStart('(');
        return words.Length > 1 && char.ToUpperInvariant(words[0]) == letter && words[1] is ')' or '.' or ':' && answer.Extracted.Text.Contains(letter, StringComparison.Ordinal);
    }
}

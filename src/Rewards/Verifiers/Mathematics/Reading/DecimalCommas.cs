namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>2,74 is how much of the world writes 2.74: the tokens read once more, with their commas as decimal points.</summary>
internal static class DecimalCommas
{
    /// <summary>
    /// The tokens with each comma joined to the digits around it; null where a comma parts anything else, or there are several numbers without an
    /// operation between them, which are a list.
    /// </summary>
    internal static List<Token>? Joined(List<Token> tokens)
    {
        var count = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Is('(') || tokens[at].Is('[') || tokens[at].IsCommand("{"))
                return null; // a point, an interval, a set
            if (!tokens[at].Is(','))
                continue;
            count++;
            if (!IsDecimal(tokens, at))
                return null;
        }

        if (count == 0 || (count > 1 && !tokens.Exists(IsOperation)))
            return null;
        var joined = new List<Token>(tokens.Count);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Is(','))
                joined[^1] = joined[^1] with { Text = $"{joined[^1].Text}.{tokens[++at].Text}" };
            else
                joined.Add(tokens[at]);
        }

        return joined;
    }

    // Digits on both sides without a space, neither with a point or another comma.
    private static bool IsDecimal(List<Token> tokens, int at)
    {
        if (at < 1 || at + 1 >= tokens.Count || tokens[at].IsSpaced || tokens[at + 1].IsSpaced)
            return false;
        var (whole, part) = (tokens[at - 1], tokens[at + 1]);
        return whole.Kind == TokenKind.Number && part.Kind == TokenKind.Number
            && !whole.Text.Contains('.', StringComparison.Ordinal) && !part.Text.Contains('.', StringComparison.Ordinal)
            && !(at >= 2 && tokens[at - 2].Is(',')) && !(at + 2 < tokens.Count && tokens[at + 2].Is(','));
    }

    private static bool IsOperation(Token token) => token.Is('=') || token.Is('+') || token.Is('-') || token.Is('*') || token.Is('/')
        || token.IsCommand("times") || token.IsCommand("cdot") || token.IsCommand("div");
}

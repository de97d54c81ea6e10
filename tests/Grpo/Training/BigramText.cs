using Rlar.Grpo.Rollouts;

namespace Rlar.Grpo.Tests.Training;

/// <summary>Letters a to g are the tokens 1 to 7; 0 is the end.</summary>
internal sealed class BigramText : IPolicyText
{
    public IReadOnlyCollection<int> EndTokens { get; } = [0];

    public int[] EncodePrompt(Query query) => Encode(query.Question);

    public int[] EncodeCompletion(string text) => [.. Encode(text), 0];

    public string Decode(ReadOnlySpan<int> tokens)
    {
        var text = new char[tokens.Length];
        var length = 0;
        foreach (var token in tokens)
        {
            if (token != 0)
                text[length++] = (char)('a' + token - 1);
        }

        return new string(text, 0, length);
    }

    private static int[] Encode(string text) => [.. text.Select(letter => letter - 'a' + 1)];
}

using System.Text;

namespace Rlar.Grpo.Rollouts;

/// <summary>Between the text of rows and the policy's tokens.</summary>
public interface IPolicyText
{
    /// <summary>Tokens after which a completion ends.</summary>
    IReadOnlyCollection<int> EndTokens { get; }

    /// <summary>
    /// A query as the policy's chat template writes it, up to where the answer starts; without a template, the text with the start token that the model wants.
    /// </summary>
    /// <param name="query">The query.</param>
    int[] EncodePrompt(Query query);

    /// <summary>A completion's tokens: <paramref name="text"/> and the end token behind it. For <c>sft</c>.</summary>
    /// <param name="text">The text.</param>
    int[] EncodeCompletion(string text);

    /// <summary>The text of tokens; special tokens give none. Bytes that are no UTF-8, such as those of half a character, become U+FFFD.</summary>
    /// <param name="tokens">The tokens.</param>
    string Decode(ReadOnlySpan<int> tokens);

    /// <summary>The bytes of a token, by which stop texts are found; they need not be whole characters. By default those of its text.</summary>
    /// <param name="token">The token.</param>
    ReadOnlySpan<byte> Piece(int token) => Encoding.UTF8.GetBytes(Decode([token]));
}

using Rlar.Grpo.Rollouts;

namespace Rlar.Bench.Training;

/// <summary>A policy's text without end tokens, so that every engine draws the same number of tokens.</summary>
/// <param name="text">The policy's own.</param>
internal sealed class EndlessText(IPolicyText text) : IPolicyText
{
    public IReadOnlyCollection<int> EndTokens => [];

    public int[] EncodePrompt(Query query) => text.EncodePrompt(query);

    public int[] EncodeCompletion(string completion) => text.EncodeCompletion(completion);

    public string Decode(ReadOnlySpan<int> tokens) => text.Decode(tokens);

    public ReadOnlySpan<byte> Piece(int token) => text.Piece(token);
}

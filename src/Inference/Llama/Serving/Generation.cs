namespace Rlar.Inference.Llama.Serving;

/// <summary>What a model wrote.</summary>
/// <param name="Text">Its text up to a stop text; bytes that are no UTF-8 are U+FFFD.</param>
/// <param name="Tokens">Its tokens, those of a stop text with them, without the one that ends.</param>
/// <param name="Logprobs">The natural logarithm of each token's probability under the model, at temperature 1 and without any filter.</param>
/// <param name="Finish">Why it ended.</param>
/// <param name="PromptTokens">How many tokens the prompt had.</param>
/// <param name="SharedTokens">How many of those another request had computed already.</param>
public sealed record Generation(
    string Text, IReadOnlyList<int> Tokens, IReadOnlyList<double> Logprobs, FinishReason Finish, int PromptTokens, int SharedTokens);

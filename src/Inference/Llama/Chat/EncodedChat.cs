namespace Rlar.Inference.Llama.Chat;

/// <summary>A conversation as the tokens of a model.</summary>
/// <param name="Tokens">All tokens, the model's first one with them.</param>
/// <param name="Contents">Where contents lie, in the order of the tokens. A turn whose content is empty, or was put into another turn, has none.</param>
public sealed record EncodedChat(int[] Tokens, IReadOnlyList<ChatSegment> Contents);

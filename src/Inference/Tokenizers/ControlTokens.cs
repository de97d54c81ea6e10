namespace Rlar.Inference.Tokenizers;

/// <summary>
/// Which added tokens steer a model, whatever their file says: some files mark the marks of a chat as not special (DeepSeek-V3's
/// <c>&lt;｜User｜&gt;</c>, Qwen's <c>&lt;|fim_prefix|&gt;</c>). The rule is that of llama.cpp's converter, so that a tokenizer.json and a GGUF
/// file of the same vocabulary have the same.
/// </summary>
internal static class ControlTokens
{
    /// <summary>Whether a token is written as those are that steer a model.</summary>
    /// <param name="written">The token, as its file writes it.</param>
    internal static bool LooksLikeOne(string written) =>
        written is "<pad>" or "<mask>" or "<2mass>" or "[@BOS@]"
        || Within(written, "<|", "|>") || Within(written, "<｜", "｜>") || Within(written, "<unused", ">");

    private static bool Within(string written, string start, string end) =>
        written.Length >= start.Length + end.Length
        && written.StartsWith(start, StringComparison.Ordinal) && written.EndsWith(end, StringComparison.Ordinal);
}

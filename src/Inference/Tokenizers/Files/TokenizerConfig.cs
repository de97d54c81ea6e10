using System.Text.Json;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>
/// What the <c>tokenizer_config.json</c> beside a <c>tokenizer.json</c> says about tokens around a text. It comes before the template in the
/// tokenizer.json, as in transformers: DeepSeek-V3's template writes no first token, and its configuration asks for one.
/// </summary>
/// <param name="AddsBeginning">Whether a text begins with the first token; null where it is not said.</param>
/// <param name="Beginning">The first token as it is written; null where none is named.</param>
/// <param name="AddsEnd">Whether a text ends with the last token; null where it is not said.</param>
/// <param name="End">The last token as it is written; null where none is named.</param>
internal sealed record TokenizerConfig(bool? AddsBeginning, string? Beginning, bool? AddsEnd, string? End)
{
    /// <summary>Reads the file beside a tokenizer's; null where there is none.</summary>
    /// <param name="tokenizer">The tokenizer's file.</param>
    /// <exception cref="InferenceException">The file cannot be read or is no JSON object.</exception>
    internal static TokenizerConfig? Beside(string tokenizer)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(tokenizer))!, "tokenizer_config.json");
        if (!File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 64 });
            var root = new Section(path, "$", document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TokenizerConfig(Flag(root, "add_bos_token"), Written(root, "bos_token"), Flag(root, "add_eos_token"), Written(root, "eos_token"))
                : throw new InferenceException($"{path}: is no JSON object. Give the tokenizer_config.json as the model's authors wrote it, or take it away.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
        catch (JsonException error)
        {
            throw new InferenceException($"{path}: not JSON: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static bool? Flag(Section root, string name) => root.Field(name).IsEmpty ? null : root.Flag(name, false);

    // A text, or an object that describes an added token.
    private static string? Written(Section root, string name) => root.Field(name) switch
    {
        { IsEmpty: true } => null,
        { Value.ValueKind: JsonValueKind.String } field => field.Value.GetString(),
        var field => field.Text("content"),
    };
}

using System.Text.Json;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama.Tokens;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama;

/// <summary>
/// The tokens with which a model says that it is done, as its file has them. The engine adds every token that has a name like an end, and
/// <c>&lt;/s&gt;</c> is an HTML tag to some vocabularies, <c>&lt;|file_sep|&gt;</c> the end of a file of a repository and of no answer.
/// </summary>
internal static class EndTokens
{
    private static readonly string[] Declared = ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"];
    private static readonly string[] Special =
    [
        "tokenizer.ggml.bos_token_id", "tokenizer.ggml.padding_token_id", "tokenizer.ggml.unknown_token_id", "tokenizer.ggml.seperator_token_id",
    ];

    /// <summary>
    /// What the file declares as the end of a text, a turn or a message; what generation_config.json beside it does; what its chat template writes
    /// after an assistant's content; and what is an end by its name, where the file uses it: as another special token, in its template, or, without
    /// a template, as a mark of the family that its vocabulary is of.
    /// </summary>
    internal static HashSet<int> Of(LlamaVocabulary vocabulary, GgufFile file)
    {
        var ends = Declared.Select(file.Number).OfType<long>().Where(id => id >= 0 && id < vocabulary.Size).Select(id => (int)id)
            .Concat(Beside(file.Path, vocabulary)).ToHashSet();
        if (vocabulary.EndOfText is { } end)
            _ = ends.Add(end);
        var jinja = file.Text("tokenizer.chat_template");
        if (jinja is not null && AfterAnswer(vocabulary, jinja) is { } closing)
            _ = ends.Add(closing);
        var special = Special.Select(file.Number).OfType<long>().ToHashSet();
        var marks = jinja is null ? FamilyMarks.Tokens(vocabulary.Marks()) : [];
        for (var token = 0; token < vocabulary.Size; token++)
        {
            if (!vocabulary.IsNamedEnd(token))
                continue;
            var written = vocabulary.Written(token);
            if (special.Contains(token) || marks.Contains(written) || jinja?.Contains(written, StringComparison.Ordinal) == true)
                _ = ends.Add(token);
        }

        return ends;
    }

    // The control token that stands first after what an assistant says.
    private static int? AfterAnswer(LlamaVocabulary vocabulary, string jinja)
    {
        if (vocabulary.Template(jinja, "jinja", out _) is not { } family)
            return null;
        try
        {
            var after = family.Pieces([new(TurnRole.User, "u"), new(TurnRole.Assistant, "a")], addAssistant: false)
                .SkipWhile(piece => piece.Turn != 1).Skip(1).FirstOrDefault().Text?.TrimStart();
            return after is { Length: > 0 } && vocabulary.Tokenize(after, false, SpecialTokens.Recognise) is [var first, ..]
                && (vocabulary.Attributes(first) & EngineVocabulary.Control) != 0 && after.StartsWith(vocabulary.Written(first), StringComparison.Ordinal)
                ? first
                : null;
        }
        catch (InferenceException)
        {
            return null;
        }
    }

    // A wrong end cuts texts short, or lets them run on, so that a file that cannot be the model's is refused.
    private static IEnumerable<int> Beside(string path, LlamaVocabulary vocabulary)
    {
        foreach (var id in Declarations(path, out var config))
        {
            var wrong = id < 0 || id >= vocabulary.Size ? "no token"
                : vocabulary.IsText((int)id) ? $"the piece of text '{vocabulary.Written((int)id)}'"
                : null;
            if (wrong is not null)
                throw new InferenceException(
                    $"{config}: eos_token_id {id} is {wrong} in {path}, so it is the file of another model. "
                    + "Take it away, or put the models in folders of their own.");
            yield return (int)id;
        }
    }

    private static List<long> Declarations(string path, out string config)
    {
        config = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "generation_config.json");
        if (!File.Exists(config))
            return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(config));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("eos_token_id", out var ends))
                return [];
            return ends.ValueKind switch
            {
                JsonValueKind.Number => [ends.GetInt64()],
                JsonValueKind.Array => [.. ends.EnumerateArray().Select(end => end.GetInt64())],
                JsonValueKind.Null => [],
                _ => throw new FormatException("eos_token_id is neither a number nor a list"),
            };
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{config}: cannot be read: {error.Message} It says with which tokens the model ends; mend it or take it away.");
        }
    }
}

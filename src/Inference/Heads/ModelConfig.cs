using System.Text.Json;

namespace Rlar.Inference.Heads;

/// <summary>
/// What the files beside a model say about it, as model hubs have them: <c>config.json</c>, <c>tokenizer_config.json</c>, and those of
/// sentence-transformers, <c>1_Pooling/config.json</c> and <c>sentence_bert_config.json</c>. All of them may be missing.
/// </summary>
public sealed record ModelConfig
{
    // tokenizer_config.json has 1e30 where there is no limit.
    private const long NoLimit = 1_000_000;

    private ModelConfig()
    {
    }

    /// <summary>Nothing known.</summary>
    public static ModelConfig Empty { get; } = new();

    /// <summary>The class that the model was made with, "BertForSequenceClassification" for instance; null where no file says it.</summary>
    public string? Architecture { get; private init; }

    /// <summary>"single_label_classification", "multi_label_classification" or "regression"; null where no file says it.</summary>
    public string? ProblemType { get; private init; }

    /// <summary>The labels by index; empty where no file names them.</summary>
    public IReadOnlyList<string> Labels { get; private init; } = [];

    /// <summary>The longest row in tokens: the least of what the files say; null where none says it.</summary>
    public int? Longest { get; private init; }

    /// <summary>The token that fills rows up; null where no file says it.</summary>
    public int? PadToken { get; private init; }

    /// <summary>How a sentence's vector is made; null where no file says it.</summary>
    public ModelPooling? Pooling { get; private init; }

    /// <summary>The files that were read.</summary>
    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>Reads the files beside a model; those of one in a folder named "onnx" may also lie in the folder above.</summary>
    /// <param name="path">The model's file.</param>
    /// <exception cref="InferenceException">A file cannot be read or is not as such files are.</exception>
    public static ModelConfig Beside(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] folders = Path.GetFileName(folder) == "onnx" ? [folder, Path.GetDirectoryName(folder) ?? folder] : [folder];
        var files = new List<string>();
        var config = Object(folders, "config.json", files);
        var tokenizer = Object(folders, "tokenizer_config.json", files);
        var sentence = Object(folders, "sentence_bert_config.json", files);
        var pooling = Object(folders, Path.Combine("1_Pooling", "config.json"), files);
        return new ModelConfig
        {
            Architecture = config?.Member("architectures") is { ValueKind: JsonValueKind.Array } list
                && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.String
                    ? list[0].GetString()
                    : null,
            ProblemType = config?.Text("problem_type"),
            Labels = config is null ? [] : LabelsOf(config),
            Longest = Least(Positions(config), tokenizer?.Number("model_max_length"), sentence?.Number("max_seq_length")),
            PadToken = config?.Number("pad_token_id") is { } pad and >= 0 and < int.MaxValue ? (int)pad : null,
            Pooling = pooling is null ? null : PoolingOf(pooling),
            Files = files,
        };
    }

    // RoBERTa's positions start after the padding token's id.
    private static long? Positions(Json? config) =>
        config?.Number("max_position_embeddings") is not { } positions ? null
        : config.Text("model_type") is "roberta" or "xlm-roberta" or "camembert" or "mpnet" or "xlm-roberta-xl"
            ? positions - 1 - (config.Number("pad_token_id") ?? 1)
        : positions;

    private static int? Least(params ReadOnlySpan<long?> values)
    {
        int? least = null;
        foreach (var value in values)
        {
            if (value is > 0 and < NoLimit && !(least <= value))
                least = (int)value;
        }

        return least;
    }

    private static List<string> LabelsOf(Json config)
    {
        if (config.Member("id2label") is not { ValueKind: JsonValueKind.Object } byId)
            return [];
        var labels = new SortedDictionary<int, string>();
        foreach (var member in byId.EnumerateObject())
        {
            if (!int.TryParse(member.Name, out var id) || id < 0
                || member.Value.ValueKind != JsonValueKind.String
                || !labels.TryAdd(id, member.Value.GetString()!))
                throw config.Error($"id2label has '{member.Name}': {member.Value.GetRawText()}; an index from 0 and a label are needed");
        }

        return labels.Count == 0 || labels.Keys.Last() == labels.Count - 1
            ? [.. labels.Values]
            : throw config.Error($"id2label has {labels.Count} labels and the index {labels.Keys.Last()}");
    }

    private static ModelPooling PoolingOf(Json pooling)
    {
        var found = new List<ModelPooling>();
        foreach (var (name, value) in ((string, ModelPooling)[])
        [
            ("pooling_mode_mean_tokens", ModelPooling.Mean),
            ("pooling_mode_cls_token", ModelPooling.Cls),
            ("pooling_mode_lasttoken", ModelPooling.Last),
        ])
        {
            if (pooling.Member(name).ValueKind == JsonValueKind.True)
                found.Add(value);
        }

        return found.Count == 1 ? found[0] : throw pooling.Error("asks for a pooling that is not just the mean, the [CLS] token or the last token");
    }

    private static Json? Object(string[] folders, string name, List<string> files)
    {
        if (folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } file)
            return null;
        files.Add(file);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = 64 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new Json(file, document.RootElement.Clone())
                : throw new InferenceException($"{file}: is no JSON object.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InferenceException($"{file}: cannot be read: {error.Message.TrimEnd('.')}. Remove it, or get the model again.", error);
        }
    }

    private sealed record Json(string File, JsonElement Root)
    {
        internal JsonElement Member(string name) => Root.TryGetProperty(name, out var value) ? value : default;

        internal string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        internal long? Number(string name) =>
            Member(name) is { ValueKind: JsonValueKind.Number } number ? (long)Math.Clamp(number.GetDouble(), -1e15, 1e15) : null;

        internal InferenceException Error(string what) => new($"{File}: {what}.");
    }
}

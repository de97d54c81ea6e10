namespace Rlar.Inference.Catalog;

/// <summary>A model on this machine: its main file and what lies beside it.</summary>
/// <param name="Path">The main file.</param>
/// <param name="Kind">Its format.</param>
/// <param name="TokenizerJson">The tokenizer.json beside it; null where there is none.</param>
/// <param name="VocabTxt">The vocab.txt beside it; null where there is none.</param>
/// <param name="ConfigJson">The config.json beside it; null where there is none.</param>
/// <param name="Entry">What the catalogue says about it; null for a file of the user's own.</param>
public sealed record ModelFiles(string Path, ModelFileKind Kind, string? TokenizerJson, string? VocabTxt, string? ConfigJson, CatalogEntry? Entry)
{
    /// <summary>The tokenizer's file that the user named, which must be the model's; null for what lies beside it. Default null.</summary>
    public string? GivenTokenizer { get; init; }

    /// <summary>
    /// The tokenizer of a model that has it in a file of its own: the one that was given, else tokenizer.json, else vocab.txt; null where there is none.
    /// </summary>
    public string? Tokenizer => GivenTokenizer ?? TokenizerJson ?? VocabTxt;

    /// <summary>The model whose main file is given. What lies beside an ONNX file may also lie in the folder above one named "onnx", as hubs have it.</summary>
    /// <param name="path">A .gguf or .onnx file; a file of another name is looked into.</param>
    /// <exception cref="InferenceException">There is no such file, or it is of neither format.</exception>
    public static ModelFiles OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new InferenceException($"{path}: there is no such file.");
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        string?[] folders = System.IO.Path.GetFileName(folder) == "onnx" ? [folder, System.IO.Path.GetDirectoryName(folder)] : [folder];
        return new ModelFiles(path, KindOf(path), Beside("tokenizer.json"), Beside("vocab.txt"), Beside("config.json"), null);

        string? Beside(string name) => folders.OfType<string>().Select(place => System.IO.Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The model of a folder that holds exactly one: one .gguf, or one .onnx there or in its folder "onnx".</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InferenceException">There is no such folder, or it holds none or several.</exception>
    public static ModelFiles OfFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new InferenceException($"{folder}: there is no such folder.");
        var onnx = System.IO.Path.Combine(folder, "onnx");
        var files = Directory.EnumerateFiles(folder).Concat(Directory.Exists(onnx) ? Directory.EnumerateFiles(onnx) : [])
            .Where(file => Ends(file, ".gguf") || Ends(file, ".onnx")).Order(StringComparer.Ordinal).ToList();
        return files.Count switch
        {
            1 => OfFile(files[0]),
            0 => throw new InferenceException($"{folder}: holds no .gguf and no .onnx file."),
            _ => throw new InferenceException(
                $"{folder}: holds {files.Count} models; name one of them: "
                + $"{string.Join(", ", files.Take(8))}{(files.Count > 8 ? ", ..." : "")}."),
        };
    }

    private static ModelFileKind KindOf(string path)
    {
        if (Ends(path, ".gguf"))
            return ModelFileKind.Gguf;
        if (Ends(path, ".onnx"))
            return ModelFileKind.Onnx;
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> start = stackalloc byte[4];
            if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("GGUF"u8))
                return ModelFileKind.Gguf;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }

        throw new InferenceException($"{path}: is no model: it is not GGUF, and its name does not end in .onnx.");
    }

    private static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}

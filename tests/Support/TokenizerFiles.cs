using Xunit;

namespace Rlar.Tests;

/// <summary>The tokenizer files of public models: from the folder that RLAR_TOKENIZERS names, or as natives/tokenizers/restore put them.</summary>
public static class TokenizerFiles
{
    private const string Restored = "natives/tokenizers/node_modules/@plurnk/plurnk-mimetypes-tokenizers/tokenizers";

    /// <summary>The path of a model's tokenizer.json; skips the test where it is not there.</summary>
    public static string Require(string model)
    {
        var folder = Environment.GetEnvironmentVariable("RLAR_TOKENIZERS") is { Length: > 0 } named ? named : Path.Combine(SharedData.Repository, Restored);
        var path = Path.Combine(folder, model, "tokenizer.json");
        Assert.SkipUnless(File.Exists(path), $"{path} is missing: run natives/tokenizers/restore, or set RLAR_TOKENIZERS to a folder with {model}/tokenizer.json");
        return path;
    }
}

using System.Runtime.CompilerServices;
using System.Text;

namespace Rlar.Bench.Tokenizers;

/// <summary>The texts and files of the tokenizer benchmarks: this checkout's own, and made with a fixed seed.</summary>
internal static class TokenizerTexts
{
    private const int Characters = 500_000;

    private static readonly string s_repository = FindRepository();

    /// <summary>A model's tokenizer.json: in the folder RLAR_TOKENIZERS names, or where natives/tokenizers/restore puts it.</summary>
    internal static string PathOf(string model)
    {
        var folder = Environment.GetEnvironmentVariable("RLAR_TOKENIZERS") is { Length: > 0 } named ? named
            : Path.Combine(s_repository, "natives/tokenizers/node_modules/@plurnk/plurnk-mimetypes-tokenizers/tokenizers");
        return Path.Combine(folder, model, "tokenizer.json");
    }

    /// <summary>A text of about half a million characters.</summary>
    internal static string Make(string name)
    {
        var random = new Random(1);
        return name switch
        {
            "english" => Files("docs", "*.md"),
            "code" => Files("src", "*.cs"),
            "chinese" => Each(() => random.Next(10) == 0 ? 0x3002 : 0x4E00 + (int)(0x5000 * Math.Pow(random.NextDouble(), 3))),
            "one letter" => new string('a', Characters),
            "random" => Each(() => random.Next(0x20, 0x2FFFF) is var c && c is >= 0xD800 and <= 0xDFFF ? 0xFFFD : c),
            _ => throw new ArgumentException($"no text is called {name}", nameof(name)),
        };
    }

    private static string Each(Func<int> next)
    {
        var text = new StringBuilder();
        for (var i = 0; i < Characters; i++)
            text.Append(char.ConvertFromUtf32(next()));
        return text.ToString();
    }

    private static string Files(string folder, string pattern)
    {
        var text = new StringBuilder();
        var files = Directory.EnumerateFiles(Path.Combine(s_repository, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        foreach (var file in files.Order())
            text.Append(File.ReadAllText(file));
        return text.ToString(0, Math.Min(text.Length, Characters));
    }

    private static string FindRepository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

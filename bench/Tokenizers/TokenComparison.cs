using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Rlar.Inference;
using Rlar.Inference.Llama;

namespace Rlar.Bench.Tokenizers;

/// <summary>
/// The ids that a GGUF model gives for texts, with its tokenizer.json beside it and without, against those of the tokenizers library: how many texts
/// have the same, with special tokens looked for and with all of a text as text.
/// </summary>
internal static class TokenComparison
{
    // The names of the tokenizers' folders, and llama.cpp's of how they split text.
    private static readonly (string Name, string Splitting)[] s_families =
    [
        ("bert", ""), ("cl100k", "dbrx"), ("deepseek", "deepseek-v3"), ("gemma", ""), ("llama2", ""),
        ("llama3", "llama-bpe"), ("mistral", ""), ("o200k", "gpt-4o"), ("qwen", "qwen2"), ("t5", ""),
    ];

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="results">Where tokens.md goes; null: nowhere.</param>
    /// <param name="shared">The folder with shared data.</param>
    /// <param name="modules">The node_modules folder with the npm package tokenizers.</param>
    /// <param name="names">The tokenizers; empty for all.</param>
    /// <param name="shows">Whether each text that differs is written to standard error.</param>
    internal static void Run(string? results, string shared, string? modules, IReadOnlyList<string> names, bool shows)
    {
        if (modules is null || !Directory.Exists(Path.Combine(modules, "tokenizers")))
            throw new BenchDataException(
                "The tokenizers library is missing: npm install tokenizers@0.23.2 in a folder, and give --modules FOLDER/node_modules.");
        var texts = TokenTexts.All(shared);
        var report = new StringBuilder("# Ids of GGUF models against the tokenizers library\n\n").AppendLine(Machine.Describe());
        var table = new StringBuilder();
        var details = new StringBuilder();
        var versions = "";
        foreach (var (name, splitting) in s_families.Where(family => names.Count == 0 || names.Contains(family.Name)))
        {
            var file = TokenizerTexts.PathOf(name);
            if (!File.Exists(file))
                continue;
            var folder = Directory.CreateTempSubdirectory("rlar-tokens");
            try
            {
                var model = Path.Combine(folder.FullName, "model.gguf");
                VocabularyGguf.Write(file, splitting, model, padding: 7, weights: false);
                var asText = Path.Combine(folder.FullName, "as-text.json");
                WithoutControl.Write(file, asText);
                (versions, var recognised) = Library(file, modules, texts);
                var (_, plain) = Library(asText, modules, texts);
                var (alone, warnings) = Engine(model, texts, recognised, plain);
                foreach (var beside in (string[])["tokenizer.json", "tokenizer_config.json"])
                    File.Copy(Path.Combine(Path.GetDirectoryName(file)!, beside), Path.Combine(folder.FullName, beside));
                var (with, _) = Engine(model, texts, recognised, plain);
                _ = table.AppendLine($"| {name} | {Share(with.Recognised)} | {Share(with.AsText)} | {Share(alone.Recognised)} | {Share(alone.AsText)} |");
                _ = details.AppendLine($"- {name}: {Kinds([.. alone.Recognised, .. alone.AsText])}. Said: {Said(warnings, model)}");
                if (shows)
                    Show(name, with, alone);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        _ = report.AppendLine($"- tokenizers library: {versions}; {texts.Count} texts (bench/Tokenizers/TokenTexts.cs and the shared file)")
            .AppendLine("- command: `dotnet run -c Release --project bench -- tokens --modules FOLDER/node_modules`").AppendLine()
            .AppendLine("Share of the texts whose ids equal the library's: special tokens looked for, and all of a text as text.").AppendLine()
            .AppendLine("| tokenizer | with its tokenizer.json, special | as text | the engine alone, special | as text |")
            .AppendLine("|---|--:|--:|--:|--:|").Append(table).AppendLine()
            .AppendLine("Texts that differ where the engine tokenizes alone, and what RLAR says of the model:").AppendLine().Append(details);
        Console.Write(report);
        if (results is null)
            return;
        _ = Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "tokens.md"), report.ToString());

        string Share(List<(string Kind, string Text)> differing) => differing.Count == 0
            ? "100 %"
            : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (texts.Count - differing.Count) / texts.Count:0.00} %");
    }

    private static void Show(string name, Differing with, Differing alone)
    {
        foreach (var (how, texts) in new[]
            {
                ("with its file, special", with.Recognised), ("with its file, as text", with.AsText),
                ("alone, special", alone.Recognised), ("alone, as text", alone.AsText),
            })
            texts.ForEach(text => Console.Error.WriteLine($"{name}, {how}, {text.Kind}: {JsonSerializer.Serialize(text.Text)}"));
    }

    private static string Said(IReadOnlyList<string> warnings, string model) => warnings.Count == 0
        ? "nothing"
        : string.Join(' ', warnings.Select(warning => warning.Replace(model, "MODEL", StringComparison.Ordinal)));

    private static string Kinds(IReadOnlyList<(string Kind, string Text)> texts) => texts.Count == 0 ? "none" : string.Join(
        ", ",
        texts.Distinct().GroupBy(text => text.Kind).OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => $"{kind.Key} {kind.Count()}"));

    private static (Differing Texts, IReadOnlyList<string> Warnings) Engine(
        string model, IReadOnlyList<(string Kind, string Text)> texts, int[][] recognised, int[][] plain)
    {
        using var loaded = LlamaModel.Load(model, new LlamaModelOptions { VocabularyOnly = true }, null, CancellationToken.None);
        var vocabulary = loaded.Vocabulary;
        return (new Differing(Of(SpecialTokens.Recognise, recognised), Of(SpecialTokens.AsText, plain)), vocabulary.Warnings(SpecialTokens.Recognise));

        List<(string Kind, string Text)> Of(SpecialTokens special, int[][] theirs) =>
            [.. texts.Where((text, index) => !vocabulary.Tokenize(text.Text, addSpecial: false, special).AsSpan().SequenceEqual(theirs[index]))];
    }

    private static (string Versions, int[][] Ids) Library(string tokenizer, string modules, IReadOnlyList<(string Kind, string Text)> texts)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "tokens.mjs");
        using var process = Process.Start(new ProcessStartInfo("node", [script, tokenizer, Path.GetFullPath(modules)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var reading = process.StandardOutput.ReadToEndAsync();
        using (var lines = process.StandardInput)
        {
            foreach (var (_, text) in texts)
                lines.WriteLine(JsonSerializer.Serialize(text));
        }

        var made = reading.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0 || made.Length != texts.Count + 1)
            throw new BenchDataException($"node {script} {tokenizer} ended with {process.ExitCode} after {made.Length} lines of {texts.Count + 1}.");
        return (made[0], [.. made[1..].Select(line => JsonSerializer.Deserialize<int[]>(line)!)]);
    }

    // The texts whose ids are not the library's.
    private sealed record Differing(List<(string Kind, string Text)> Recognised, List<(string Kind, string Text)> AsText);
}

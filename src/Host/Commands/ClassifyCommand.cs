using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Rlar.Agents.Classification;
using Rlar.Host.Models;
using Rlar.Host.Reporting;
using Rlar.Inference.Catalog;
using Rlar.Inference.Heads;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar classify ROWS</c>: which task each prompt sets, from the prompt alone.</summary>
internal static class ClassifyCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("ROWS") { Description = $"Rows as {RowSource.Formats}: " + "{\"prompt\", \"task\"?}." };
        var split = RowSource.Split();
        var columns = RunFlags.Columns();
        var embedding = new Option<string?>("--embedding")
        {
            Description = "A model of embeddings, by name or file: all-minilm-l6-v2 makes English prompts clearer. Its head is fitted once and kept.",
            HelpName = "name|file",
        };
        var rules = new Option<bool>("--rules") { Description = "By rules alone, without the fitted head." };
        var labelled = new Option<bool>("--labelled")
        {
            Description = "Rows have their \"task\": after them, on standard error, how right it was: accuracy, calibration, coverage, confusion.",
        };
        var probabilities = new Option<bool>("--probabilities") { Description = "Write the probability of each task." };
        var least = new Option<double>("--least")
        {
            Description = "It abstains below this confidence; 0 never (but for safety, which needs 0.8).",
            DefaultValueFactory = _ => new FittedClassifierOptions().LeastConfidence,
            HelpName = "share",
        };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that the embedding model computes with. Default: one per processor.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "n",
        };
        // How src/Agents/Classification/classifier.head is made; nobody else needs it.
        var write = new Option<string?>("--write-head") { Hidden = true };
        var models = new ModelCacheOptions();
        var command = new Command(
            "classify",
            """
            Which task each prompt sets, from the prompt alone: mathematics, code, instruction-following, translation, summarisation, qa, safety,
            tool-call or dialogue, or null where it abstains. One line a row, in order: {"id","task","confidence","why"}. docs/classifier.md says how far
            it can be trusted.

              rlar classify prompts.jsonl
              rlar classify prompts.jsonl --embedding all-minilm-l6-v2 --labelled
            """)
        {
            input, split, columns, embedding, rules, labelled, probabilities, least, threads, write,
        };
        models.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            var options = Options(parsed.GetValue(least));
            if (parsed.GetValue(rules) && parsed.GetValue(embedding) is not null)
                throw new HostException("--rules goes by rules alone: leave --embedding out.");
            var cache = models.Open(parsed);
            using var embedder = parsed.GetValue(embedding) is { } name
                ? TextModels.LoadEmbedder(cache.Resolve(name), CommandValues.AtLeastOne(parsed.GetValue(threads), threads.Name, 512), cancellationToken)
                : null;
            if (parsed.GetValue(write) is { } head)
                return Fit(head, embedder, options, cancellationToken);
            IPromptClassifier classifier = (parsed.GetValue(rules), embedder) switch
            {
                (true, _) => new RuleClassifier(),
                (_, { } over) => ClassifierHeads.Open(over, cache, options, cancellationToken),
                _ => FittedClassifier.BuiltIn(options),
            };
            var parser = new RowParser(new RowParserOptions { Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)), CompletionsRequired = false });
            using var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), keys: parser.Keys, cancellationToken);
            using var output = new BufferedStream(StandardStreams.Output(), 1 << 16);
            var known = new List<(PromptClassification Said, string Task)>();
            while (source.Read(cancellationToken) is { } line)
            {
                using (line)
                {
                    var query = parser.Parse(line.Bytes.Span, line.Number, source.Name).Query;
                    var said = await classifier.ClassifyAsync(query.Prompt, cancellationToken);
                    Write(output, query.Id, said, parsed.GetValue(probabilities));
                    if (parsed.GetValue(labelled))
                        known.Add((said, Task(line, source.Name)));
                }
            }

            output.Flush();
            if (known.Count > 0)
                ClassifierReport.Write(known, Spectre.Console.AnsiConsole.Create(new() { Out = new Spectre.Console.AnsiConsoleOutput(System.Console.Error) }));
            return ExitCode.Done;
        });
        return command;
    }

    private static FittedClassifierOptions Options(double least)
    {
        if (least is not (>= 0 and <= 1))
            throw new HostException($"--least must be between 0 and 1, not {least}.");
        return new FittedClassifierOptions { LeastConfidence = least };
    }

    private static int Fit(string path, ITextEmbedder? embedder, FittedClassifierOptions options, CancellationToken cancellationToken)
    {
        var fitted = FittedClassifier.Fit(TrainingPrompt.BuiltIn(), embedder, options, cancellationToken);
        using var file = File.Create(path);
        fitted.Save(file);
        return ExitCode.Done;
    }

    private static string Task(InputLine line, string file)
    {
        using var row = JsonDocument.Parse(line.Bytes);
        return row.RootElement.TryGetProperty("task", out var task) && task.ValueKind == JsonValueKind.String
            ? TaskLabel.Of(task.GetString()!)
            : throw new InputException(file, line.Number, "task", "a label is needed", "Give each row its \"task\", or leave --labelled out.");
    }

    private static void Write(Stream output, string id, PromptClassification said, bool withProbabilities)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("task", said.Label);
            json.WriteNumber("confidence", Math.Round(said.Confidence, 4));
            if (withProbabilities)
            {
                json.WriteStartObject("probabilities");
                foreach (var (task, probability) in said.Probabilities.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                    json.WriteNumber(task, Math.Round(probability, 4));
                json.WriteEndObject();
            }

            json.WriteString("why", said.Why);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
    }
}

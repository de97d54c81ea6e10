using System.CommandLine;
using Rlar.Host.Models;
using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Templates;

namespace Rlar.Host.Commands;

/// <summary>
/// <c>rlar models ask</c>: one question to a model, the answer as it comes; the quickest way to see whether a model works and what it is worth.
/// </summary>
internal static class AskCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "A GGUF file, or the name of a pulled model." };
        var question = new Argument<string>("QUESTION") { Description = "What is asked; - reads it from standard input." };
        var system = new Option<string?>("--system") { Description = "A system message before it.", HelpName = "text" };
        var template = new Option<string?>("--template") { Description = "The chat template's family. Default: the model's own.", HelpName = "family" };
        var raw = new Option<bool>("--raw") { Description = "No chat template: the text is continued." };
        var maxTokens = new Option<int>("--max-tokens") { Description = "The most tokens of the answer.", DefaultValueFactory = _ => 256, HelpName = "n" };
        var temperature = new Option<double>("--temperature")
        {
            Description = "0 takes the most probable token each time.",
            DefaultValueFactory = _ => 0,
            HelpName = "t",
        };
        var seed = new Option<long>("--seed") { Description = "Decides the draws at a temperature above 0.", DefaultValueFactory = _ => 0, HelpName = "n" };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that compute, which wait for each other. Default: one where anything else computes on the machine, else one per processor. "
                + "Another number may write another word, where two are as likely but for rounding.",
            DefaultValueFactory = _ => FreeProcessors.Count,
            HelpName = "n",
        };
        var tokenizer = new TokenizerOption();
        var models = new ModelCacheOptions();
        var command = new Command(
            "ask",
            """
            Asks a model one question and prints its answer as it comes.

              rlar models ask tinyllama-1.1b-chat "What is the capital of France?"
              rlar models ask stories260K.gguf "Once upon a time" --raw
            """)
        {
            file, question, system, template, raw, maxTokens, temperature, seed, threads,
        };
        tokenizer.AddTo(command);
        models.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            if (parsed.GetValue(raw) && (parsed.GetValue(system) ?? parsed.GetValue(template)) is not null)
                throw new HostException("--raw continues the text as it is, without a template: leave --system and --template out.");
            var text = parsed.GetValue(question)!;
            if (text == "-")
                text = await System.Console.In.ReadToEndAsync(cancellationToken);
            if (parsed.GetValue(temperature) is not (>= 0 and <= 100))
                throw new HostException($"--temperature must be between 0 and 100, not {parsed.GetValue(temperature)}.");
            var length = CommandValues.AtLeastOne(parsed.GetValue(maxTokens), maxTokens.Name);
            using var model = await LlamaModel.LoadAsync(
                models.Open(parsed).Resolve(parsed.GetValue(file)!).Path,
                new LlamaModelOptions { TokenizerFile = tokenizer.Get(parsed) },
                null,
                cancellationToken);
            TokenizerOption.Warn(model, parsed.GetValue(raw) ? SpecialTokens.AsText : SpecialTokens.Recognise);
            var written = parsed.GetValue(raw) ? null : ChatTemplate.For(model, parsed.GetValue(template));
            if (written?.Difference is not null)
                System.Console.Error.WriteLine($"rlar: {model.Path}: the chat template is {written.Name}");
            var prompt = written is null
                ? model.Vocabulary.Tokenize(text, addSpecial: true, SpecialTokens.AsText)
                : written.Encode(Turns(parsed.GetValue(system), text), addAssistant: true);
            await using var engine = new LlamaEngine(model, new LlamaEngineOptions
            {
                Context = new LlamaContextOptions
                {
                    ContextTokens = prompt.Length + length,
                    Sequences = 1,
                    Threads = CommandValues.AtLeastOne(parsed.GetValue(threads), threads.Name, 512),
                },
            });
            await using var output = new StreamWriter(StandardStreams.Output()) { AutoFlush = true };
            var sampling = new SamplingOptions { MaxTokens = length, Temperature = parsed.GetValue(temperature), Seed = parsed.GetValue(seed) };
            await foreach (var piece in engine.StreamAsync(new GenerationRequest(prompt, sampling), cancellationToken))
                await output.WriteAsync(piece);
            await output.WriteLineAsync();
            return ExitCode.Done;
        });
        return command;
    }

    private static ChatTurn[] Turns(string? system, string question) =>
        system is null ? [new ChatTurn(TurnRole.User, question)] : [new ChatTurn(TurnRole.System, system), new ChatTurn(TurnRole.User, question)];
}

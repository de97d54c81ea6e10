using System.CommandLine;
using Rlar.Host.Chat;
using Rlar.Host.Models;
using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Serving;

namespace Rlar.Host.Commands;

/// <summary><c>rlar chat</c>: a conversation with a model of this machine, with what it learned as an adapter where there is one.</summary>
internal static class ChatCommand
{
    private const int MostContext = 8192;

    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "A GGUF file, or the name of a pulled model." };
        var adapters = new Option<string[]>("--adapter")
        {
            Description = "A LoRA adapter of the model, in GGUF, as 'rlar train' writes it; several are added up.",
            HelpName = "file",
            DefaultValueFactory = _ => [],
        };
        var system = new Option<string?>("--system") { Description = "A system message before all.", HelpName = "text" };
        var template = new Option<string?>("--template") { Description = "The chat template's family. Default: the model's own.", HelpName = "family" };
        var temperature = new Option<double>("--temperature")
        {
            Description = "0 takes the most probable token each time.",
            DefaultValueFactory = _ => 0,
            HelpName = "t",
        };
        var maxTokens = new Option<int>("--max-tokens") { Description = "The most tokens of an answer.", DefaultValueFactory = _ => 256, HelpName = "n" };
        var seed = new Option<long>("--seed")
        {
            Description = "Decides the draws at a temperature above 0; the second answer has the next one.",
            DefaultValueFactory = _ => 0,
            HelpName = "n",
        };
        var context = new Option<int?>("--context")
        {
            Description = $"Tokens that the conversation and an answer may have. Default what the model was trained on, {MostContext} at most.",
            HelpName = "n",
        };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that compute. Default: one where anything else computes on the machine, else one per processor.",
            DefaultValueFactory = _ => FreeProcessors.Count,
            HelpName = "n",
        };
        var (tokenizer, models) = (new TokenizerOption(), new ModelCacheOptions());
        var command = new Command(
            "chat",
            """
            A conversation with a model: a line in, an answer out. Ctrl-C ends an answer, and between answers the program; Ctrl-D ends it, too. A model
            without a chat template continues what was typed. From a pipe and into one each answer is one line, its line breaks as \n.

              rlar chat smollm2-135m-instruct.gguf --adapter runs/short/adapter.gguf
              rlar chat stories15M.gguf --temperature 1 --seed 7 < openings.txt
            """)
        {
            file, adapters, system, template, temperature, maxTokens, seed, context, threads,
        };
        tokenizer.AddTo(command);
        models.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            UnicodeSupport.Require();
            if (parsed.GetValue(temperature) is not (>= 0 and <= 100))
                throw new HostException($"--temperature must be between 0 and 100, not {parsed.GetValue(temperature)}.");
            var length = CommandValues.AtLeastOne(parsed.GetValue(maxTokens), maxTokens.Name);
            using var model = await LlamaModel.LoadAsync(
                models.Open(parsed).Resolve(parsed.GetValue(file)!).Path,
                new LlamaModelOptions { TokenizerFile = tokenizer.Get(parsed) },
                null,
                cancellationToken);
            var room = Room(parsed.GetValue(context), model, length);
            var written = TemplateOf(model, parsed.GetValue(template));
            if (written is null && parsed.GetValue(system) is not null)
                throw new HostException($"{model.Path}: has no chat template and continues text: leave --system out, or choose a --template.");
            TokenizerOption.Warn(model, written is null ? SpecialTokens.AsText : SpecialTokens.Recognise);
            Say(model, written);
            using var loaded = new LoadedAdapters(model, parsed.GetValue(adapters)!);
            await using var engine = new LlamaEngine(model, new LlamaEngineOptions
            {
                Context = new LlamaContextOptions
                {
                    ContextTokens = room,
                    Sequences = 1,
                    Threads = CommandValues.AtLeastOne(parsed.GetValue(threads), threads.Name, 512),
                    Adapters = loaded.Scaled,
                },
                // What was said before is not computed again.
                KeepsPrefixes = true,
            });
            var conversation = new Conversation(model, written, parsed.GetValue(system), room - length);
            var sampling = new SamplingOptions { MaxTokens = length, Temperature = parsed.GetValue(temperature), Seed = parsed.GetValue(seed) };
            await new ChatSession(engine, conversation, sampling).RunAsync(cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static int Room(int? given, LlamaModel model, int answer)
    {
        var room = CommandValues.AtLeastOne(given ?? Math.Min(Math.Max(1, model.TrainedContext), MostContext), "--context");
        return room > answer
            ? room
            : throw new HostException($"--max-tokens {answer} leaves no room for a question in a context of {room} tokens: take fewer, or a larger --context.");
    }

    // A file without a template whose vocabulary has the marks of none is a model that continues text, and no error here.
    private static ChatTemplate? TemplateOf(LlamaModel model, string? choice)
    {
        try
        {
            return ChatTemplate.For(model, choice);
        }
        catch (InferenceException) when (choice is null && string.IsNullOrEmpty(model.ChatTemplate))
        {
            return null;
        }
    }

    private static void Say(LlamaModel model, ChatTemplate? template)
    {
        if (template is null)
            System.Console.Error.WriteLine($"rlar: {model.Path}: has no chat template: what is typed is continued");
        else if (template.Difference is not null)
            System.Console.Error.WriteLine($"rlar: {model.Path}: the chat template is {template.Name}");
    }
}

using System.CommandLine;
using Rlar.Agents.Classification;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;
using Rlar.Host.Drafting;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools synthesize "DESCRIPTION" --rows LABELLED.jsonl --library DIR</c>.</summary>
internal static class ToolsSynthesizeCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var description = new Argument<string>("DESCRIPTION") { Description = "What an answer must do, in a sentence or two." };
        var rows = ToolsGateCommand.Rows();
        var library = new Option<string?>("--library") { Description = "The library that the tool goes into where it passes.", HelpName = "folder" };
        var author = new Option<string>("--author")
        {
            Description = "Who writes it: template (by rule, no code), or script (a model, C# that runs in the sandbox).",
            DefaultValueFactory = _ => "template",
            HelpName = "name",
        };
        var name = new Option<string?>("--name") { Description = "The tool's name; synth/NAME is its id. Default: after what it checks.", HelpName = "name" };
        var task = new Option<string>("--task")
        {
            Description = "The label of the task.",
            DefaultValueFactory = _ => "instruction-following",
            HelpName = "label",
        };
        var model = new Option<string?>("--model")
        {
            Description = "The model that writes a script: http://127.0.0.1:PORT/v1#NAME of a server that speaks OpenAI's protocol.",
            HelpName = "address",
        };
        var remote = new RemoteFlags();
        var show = new Option<bool>("--show-rows") { Description = "Every second row goes to the author, to choose between readings, and not to the gate." };
        var json = new Option<bool>("--json") { Description = "The gate's report as JSON on standard output." };
        var command = new Command(
            "synthesize",
            """
            Writes a tool for a description, and sends it through the gate. Nothing that the gate refuses goes into the library.

              rlar tools synthesize "The answer has exactly three commas." --rows labelled.jsonl --library tools

            Exit codes: 0 admitted, 1 none was written or it was refused, 2 bad usage or input, 130 cancelled.
            """)
        {
            description, rows, library, author, model, name, task, show, json,
        };
        remote.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var labelled = ToolsGateCommand.Labelled(parsed.GetValue(rows));
            var shown = parsed.GetValue(show) ? labelled.Where((_, i) => i % 2 == 1).ToArray() : [];
            await using var makers = new DraftMakers();
            var chat = parsed.GetValue(model) is { } address ? remote.Chat(parsed, address) : default;
            using var connection = chat.Connection;
            var (draft, said) = await DraftAuthors.Named(parsed.GetValue(author)!, chat.Client is null ? null : (chat.Client, chat.Name), makers)
                .WriteAsync(new AuthorRequest(TaskLabel.Of(parsed.GetValue(task)!), parsed.GetValue(description)!, shown), cancellationToken);
            System.Console.Error.WriteLine($"rlar: {said}");
            if (draft is null)
                return ExitCode.SomeFailed;
            if (parsed.GetValue(name) is { } given)
                draft = draft with { Name = given };
            var evidence = new GateEvidence { Labelled = [.. labelled.Except(shown)] };
            var report = await new ToolGate(TimeProvider.System).ExamineAsync(makers.For(draft), draft, evidence, new GateOptions(), cancellationToken);
            return ToolsGateCommand.Finish(report, draft, parsed.GetValue(library), parsed.GetValue(json));
        });
        return command;
    }
}

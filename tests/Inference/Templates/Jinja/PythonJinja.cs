using System.Diagnostics;
using System.Text.Json;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Tests.Templates.Jinja;

/// <summary>Jinja itself, as transformers' apply_chat_template sets it up, where Python has it.</summary>
internal static class PythonJinja
{
    // Gives [text, null] or [null, error] for each; null for a template that Jinja does not take.
    private const string Script = """
        import json, sys
        from jinja2.sandbox import ImmutableSandboxedEnvironment
        from jinja2.exceptions import TemplateError
        def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
            return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)
        def refuse(message):
            raise TemplateError(message)
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
        environment.filters["tojson"] = tojson
        environment.globals["raise_exception"] = refuse
        made = []
        for task in json.load(sys.stdin):
            try:
                template = environment.from_string(task["template"])
            except TemplateError as error:
                made.append(None)
                continue
            try:
                made.append([template.render(messages=task["messages"], tools=None, documents=None,
                    add_generation_prompt=task["add"], bos_token="<s>", eos_token="</s>"), None])
            except Exception as error:
                made.append([None, str(error)])
        json.dump(made, sys.stdout)
        """;

    /// <summary>What Jinja writes for each task; null texts where it refuses, null results where it does not take the template.</summary>
    internal static List<(string? Text, string? Error)?> Write(IEnumerable<(string Template, IReadOnlyList<ChatTurn> Turns, bool Add)> tasks)
    {
        var given = JsonSerializer.Serialize(tasks.Select(task => new
        {
            template = task.Template,
            messages = task.Turns.Select(turn => new { role = turn.Role.ToString().ToLowerInvariant(), content = turn.Content }),
            add = task.Add,
        }));
        using var python = Start();
        var output = python.StandardOutput.ReadToEndAsync();
        var problems = python.StandardError.ReadToEndAsync();
        python.StandardInput.Write(given);
        python.StandardInput.Close();
        python.WaitForExit();
        Assert.SkipWhen(problems.Result.Contains("No module named", StringComparison.Ordinal), "python3 has no jinja2");
        Assert.True(python.ExitCode == 0, problems.Result);
        return JsonSerializer.Deserialize<List<string?[]?>>(output.Result)!
            .ConvertAll(made => made is null ? null : ((string?, string?)?)(made[0], made[1]));
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Assert.SkipUnless(File.Exists(start.FileName), "python3 is not installed");
        return Process.Start(start)!;
    }
}

using System.Globalization;
using BenchmarkDotNet.Running;
using Rlar.Bench;
using Rlar.Bench.Agents;
using Rlar.Bench.Code;
using Rlar.Bench.Inference;
using Rlar.Bench.Instructions;
using Rlar.Bench.Kernels;
using Rlar.Bench.Kernels.Devices;
using Rlar.Bench.Mathematics;
using Rlar.Bench.Sandbox;
using Rlar.Bench.Serving;
using Rlar.Bench.Tables;
using Rlar.Bench.Tokenizers;
using Rlar.Bench.Training;
using Rlar.Bench.Translation;
using Rlar.Bench.Truth;

// rlar-bench [--quick] [--results FOLDER] [--shared FOLDER] [BenchmarkDotNet options, such as --filter '*Advantages*']
// rlar-bench numpy [--results FOLDER]
// rlar-bench copy [--results FOLDER]
// rlar-bench devices cuda|opencl|emulator [--results FOLDER]
// rlar-bench losses [--results FOLDER]
// rlar-bench code [--results FOLDER] [--shared FOLDER]
// rlar-bench mt [--results FOLDER] [--shared FOLDER] [--python PATH]
// rlar-bench math [--results FOLDER] [--shared FOLDER] [--python PATH]
// rlar-bench ifeval [--results FOLDER] [--shared FOLDER]
// rlar-bench sandbox [--results FOLDER]
// rlar-bench scripts [NAME ...] [--rounds COUNT]
// rlar-bench serving [--results FOLDER] [--rounds COUNT] [--soak COUNT]
// rlar-bench truth RLAR [RLAR_BEFORE] [--results FOLDER] [--shared FOLDER]
// rlar-bench tokens [NAME ...] --modules NODE_MODULES [--show] [--results FOLDER] [--shared FOLDER]
// rlar-bench tables RLAR [RLAR_BEFORE] [--results FOLDER] [--shared FOLDER]
// rlar-bench generation [MODEL ...] [--results FOLDER] [--shared FOLDER] [--threads COUNT] [--rounds COUNT]
// rlar-bench rollouts [MODEL ...] [--results FOLDER] [--shared FOLDER] [--rounds COUNT]
// rlar-bench training [MODEL ...] [--results FOLDER] [--shared FOLDER] [--rounds COUNT]
// rlar-bench steps [NAME ...] [--results FOLDER] [--shared FOLDER] [--rounds COUNT]
// rlar-bench report [--rounds COUNT]
// rlar-bench encoders [MODEL ...] [--results FOLDER] [--shared FOLDER]
var arguments = new List<string>(args);
var isQuick = arguments.Remove("--quick");
var results = TakeOption("--results");
MathCases.Shared = TakeOption("--shared") ?? MathCases.Shared;
var python = TakeOption("--python");
var threads = TakeOption("--threads");
var rounds = TakeOption("--rounds");
var soak = TakeOption("--soak");
var modules = TakeOption("--modules");
try
{
    switch (arguments)
    {
        case ["numpy"]:
            NumpyComparison.Run(results);
            return 0;
        case ["copy"]:
            CopyComparison.Run(results);
            return 0;
        case ["devices", var device]:
            return DeviceComparison.Run(device, results) ? 0 : 1;
        case ["losses"]:
            LossComparison.Run(results);
            return 0;
        case ["ifeval"]:
            InstructionBenchmark.Run(results);
            return 0;
        case ["math"]:
            MathComparison.Run(results, python);
            return 0;
        case ["code"]:
            await CodeThroughput.RunAsync(results, MathCases.Shared);
            return 0;
        case ["mt"]:
            MtComparison.Run(results, python);
            return 0;
        case ["encoders", .. var encoders]:
            EncoderThroughput.Run(encoders, results, threads: 1);
            return 0;
        case ["truth", _] or ["truth", _, _]:
            TruthComparison.Run(MathCases.Shared, results, arguments[1..]);
            return 0;
        case ["tokens", .. var names]:
            TokenComparison.Run(results, MathCases.Shared, modules, [.. names.Where(name => name != "--show")], names.Contains("--show"));
            return 0;
        case ["tables", _] or ["tables", _, _]:
            TableThroughput.Run(MathCases.Shared, results, arguments[1..]);
            return 0;
        case ["scripts", .. var scripts]:
            await ScriptThroughput.RunAsync(int.Parse(rounds ?? "9", CultureInfo.InvariantCulture), scripts);
            return 0;
        case ["sandbox"]:
            await SandboxComparison.RunAsync(results);
            return 0;
        case ["serving"]:
            await ServingThroughput.RunAsync(
                results, int.Parse(rounds ?? "3", CultureInfo.InvariantCulture), int.Parse(soak ?? "200000", CultureInfo.InvariantCulture));
            return 0;
        case ["generation", .. var models]:
            await GenerationThroughput.RunAsync(
                results, MathCases.Shared,
                int.Parse(threads ?? "1", CultureInfo.InvariantCulture), int.Parse(rounds ?? "9", CultureInfo.InvariantCulture), models);
            return 0;
        case ["training", .. var trained]:
            StepComparison.Run(results, MathCases.Shared, int.Parse(rounds ?? "3", CultureInfo.InvariantCulture), trained);
            return 0;
        case ["steps", .. var ways]:
            await WholeSteps.RunAsync(results, MathCases.Shared, int.Parse(rounds ?? "5", CultureInfo.InvariantCulture), ways);
            return 0;
        case ["report"]:
            ReportDrawing.Run(int.Parse(rounds ?? "5", CultureInfo.InvariantCulture));
            return 0;
        case ["rollouts", .. var models]:
            await RolloutThroughput.RunAsync(results, MathCases.Shared, int.Parse(rounds ?? "5", CultureInfo.InvariantCulture), [16], models);
            return 0;
        case [var word, ..] when !word.StartsWith('-'):
            Console.Error.WriteLine(
                $"rlar-bench: there is no benchmark '{string.Join(' ', arguments)}'. "
                + "There is: numpy, copy, devices, losses, code, mt, math, ifeval, sandbox, scripts, serving, truth, tokens, tables, generation, "
                + "rollouts, training, steps, report, encoders; "
                + "or options of BenchmarkDotNet, such as --filter '*Advantages*' and --list flat.");
            return 2;
    }
}
catch (BenchDataException error)
{
    Console.Error.WriteLine($"rlar-bench: {error.Message}");
    return 2;
}

var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchConfig).Assembly).Run([.. arguments], new BenchConfig(isQuick)).ToList();
foreach (var summary in summaries)
{
    var command = $"dotnet run -c Release --project bench -- {string.Join(' ', args.Select(Quoted))}";
    ResultsFile.Write(summary, results, command);
    TokenizerTable.Write(summary, results, command);
}

if (summaries.Count == 0 && !arguments.Contains("--list"))
{
    Console.Error.WriteLine("rlar-bench: nothing was measured: no benchmark has that name, or its data are missing. --list flat names them all.");
    return 2;
}

return summaries.Any(s => s.HasCriticalValidationErrors || s.Reports.Any(r => !r.Success)) ? 1 : 0;

static string Quoted(string argument) => argument.Contains('*') ? $"'{argument}'" : argument;

string? TakeOption(string name)
{
    var at = arguments.IndexOf(name);
    if (at < 0)
        return null;
    if (at + 1 == arguments.Count)
        throw new ArgumentException($"{name} needs a value.");
    var value = arguments[at + 1];
    arguments.RemoveRange(at, 2);
    return value;
}

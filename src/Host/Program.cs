using System.CommandLine;
using System.Globalization;
using Rlar;
using Rlar.Host;
using Rlar.Host.Commands;

// Numbers and letters mean the same on every machine, whatever its locale; ICU is used for Unicode normalisation only.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var typed = RootOptions.Typed(args);
var parsed = RootOptions.Command(typed).Parse(typed);
if (parsed.Errors.Count > 0)
{
    foreach (var line in UsageErrors.Of(parsed))
        Console.Error.WriteLine($"rlar: {line}");
    Console.Error.WriteLine("rlar: see 'rlar --help', or 'rlar COMMAND --help'");
    return ExitCode.BadInput;
}

using var signals = new EndSignals();
try
{
    // The handlers end by themselves when they are cancelled, and write what they have.
    var code = await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signals.Token);
    return code == ExitCode.Cancelled ? signals.Code : code;
}
catch (Exception error) when (StandardStreams.IsClosedPipe(error))
{
    return ExitCode.ClosedPipe; // as other programs of a pipe: whoever read it has what they want
}
catch (RlarException error)
{
    Console.Error.WriteLine($"rlar: {error.Message}");
    return ExitCode.BadInput;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("rlar: cancelled");
    return signals.Code;
}

// The web framework would make it public, for tests that this program does not have.
internal sealed partial class Program;

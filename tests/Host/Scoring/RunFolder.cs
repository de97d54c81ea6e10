using Rlar.Host.Commands;
using Rlar.Tests;

namespace Rlar.Host.Tests.Scoring;

/// <summary>A folder of its own for one test, in which commands run without a process of theirs: they write to files and say nothing.</summary>
internal sealed class RunFolder : TempFolder
{
    /// <summary>Runs a command; its errors come as exceptions.</summary>
    internal static async Task<int> RunAsync(params string[] arguments)
    {
        var parsed = RootOptions.Command(arguments).Parse(arguments);
        Assert.Empty(parsed.Errors);
        return await parsed.InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken);
    }
}

using System.Runtime.InteropServices;
using ParquetSharp;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Parquet;

/// <summary>The native library under Parquet: whether it loads here is known only once it is used.</summary>
public static class ParquetLibrary
{
    /// <summary>The version of what reads and writes Parquet.</summary>
    public static string Version { get; } = $"ParquetSharp {typeof(ParquetFileReader).Assembly.GetName().Version}";

    /// <summary>Why the library does not load here; null where it does.</summary>
    public static string? Failure()
    {
        try
        {
            ReaderProperties.GetDefaultReaderProperties().Dispose();
            return null;
        }
        catch (Exception error) when (IsMissing(error))
        {
            return error.InnerException is null ? Line(error) : Line(error.InnerException);
        }
    }

    /// <summary>Whether an error says that the library does not load.</summary>
    internal static bool IsMissing(Exception error) =>
        error is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
        || (error is TypeInitializationException && error.InnerException is not null && IsMissing(error.InnerException));

    /// <summary>The error for a Parquet file where the library does not load.</summary>
    internal static InputException Missing(string name, Exception error) => new(
        name, 0, null, $"the Parquet library does not load on this machine ({RuntimeInformation.RuntimeIdentifier}): {Line(error)}",
        "Export the rows as JSON lines or Arrow; rlar doctor says what is missing.", error);

    private static string Line(Exception error) => error.Message.Split('\n')[0].TrimEnd('.', '\r');
}

using System.Text;

namespace Rlar;

/// <summary>
/// Whether this process can normalise and fold text. Without ICU, as with <c>DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1</c>, .NET leaves text as it
/// is and says nothing: "café" written in two ways would be two answers.
/// </summary>
public static class UnicodeSupport
{
    /// <summary>Why verdicts would differ here from those elsewhere, without a full stop; null where all is well.</summary>
    public static string? Missing { get; } = Find();

    /// <summary>What to do where something is missing, a sentence.</summary>
    public static string Remedy =>
        "Install libicu (apt-get install libicu-dev) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT "
        + "(or InvariantGlobalization in the program's runtimeconfig.json).";

    /// <summary>Refuses to go on where verdicts would differ.</summary>
    /// <exception cref="UnicodeSupportException">Something is missing; the message says what, and what to do.</exception>
    public static void Require()
    {
        if (Missing is { } why)
            throw new UnicodeSupportException($"{why}. {Remedy}");
    }

    private static string? Find()
    {
        try
        {
            if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9" || "\uFF11\uFB01".Normalize(NormalizationForm.FormKC) != "1fi")
                return "This process has no Unicode normalisation, so that verdicts on texts beyond ASCII would silently differ";
        }
        catch (Exception error) when (error is PlatformNotSupportedException or ArgumentException)
        {
            return $"This process has no Unicode normalisation ({error.Message.TrimEnd('.')})";
        }

        var lowered = "\u03A3\u0416\u00C9".ToLowerInvariant();
        return lowered is not "\u03C3\u0436\u00E9" || !string.Equals("\u00C9", "\u00E9", StringComparison.OrdinalIgnoreCase)
            ? "This process does not know the upper and lower case of letters beyond ASCII, so that verdicts would silently differ"
            : null;
    }
}

namespace Rlar.Inference.Templates.Jinja;

/// <summary>A template that is not followed.</summary>
/// <param name="message">Why.</param>
/// <param name="isUnknown">
/// Whether it uses what RLAR does not know; otherwise the template itself refuses the conversation, or is wrong as it stands.
/// </param>
internal sealed class JinjaException(string message, bool isUnknown) : Exception(message)
{
    /// <summary>Whether the template uses what RLAR does not know.</summary>
    internal bool IsUnknown { get; } = isUnknown;

    /// <summary>The error for something that RLAR does not know.</summary>
    internal static JinjaException Unknown(string what) => new($"{what} is not known", true);

    /// <summary>Whether it was stopped for what it costs.</summary>
    internal bool IsCostly { get; private init; }

    /// <summary>The error for a template that goes on beyond all that real ones do: RLAR does not know what it would write.</summary>
    internal static JinjaException Costly(string why) => new(why, true) { IsCostly = true };

    /// <summary>The error that Jinja would give, too.</summary>
    internal static JinjaException Refused(string why) => new(why, false);
}

using System.Globalization;

namespace Rlar.Server.Wire;

/// <summary>A body is larger than the server takes.</summary>
/// <param name="most">The most bytes.</param>
public sealed class BodyTooLargeException(long most) : RlarException(
    string.Create(CultureInfo.InvariantCulture, $"the body is larger than {most} bytes. Send fewer rows at a time, or start the server with --max-body-mb."));

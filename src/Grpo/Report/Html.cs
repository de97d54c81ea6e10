using System.Xml.Linq;

namespace Rlar.Grpo.Report;

/// <summary>Elements of a page that is read as HTML and is XML as well. All text and every attribute is escaped where it is written.</summary>
internal static class Html
{
    private static readonly XNamespace s_page = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace s_drawing = "http://www.w3.org/2000/svg";
    private static readonly HashSet<string> s_void = ["meta", "br"];

    /// <summary>An element of the page with a class, or null for none.</summary>
    internal static XElement Of(string name, string? style, params object?[] content)
    {
        var element = new XElement(s_page + name, style is null ? null : new XAttribute("class", style), content);
        // An element that is empty would close itself, which HTML does not know.
        if (element.IsEmpty && !s_void.Contains(name))
            element.Add("");
        return element;
    }

    /// <summary>An element of a drawing with a class, or null for none.</summary>
    internal static XElement Drawn(string name, string? style, params object?[] content) =>
        new(s_drawing + name, style is null ? null : new XAttribute("class", style), content);

    /// <summary>An attribute.</summary>
    internal static XAttribute With(string name, object value) => new(name, value);
}

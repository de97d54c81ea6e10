namespace Rlar.Inference.Safetensors;

/// <summary>The element types of the format by name.</summary>
internal static class SafetensorsTypes
{
    private static readonly Dictionary<string, int> s_bytes = new(StringComparer.Ordinal)
    {
        ["F64"] = 8,
        ["F32"] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I64"] = 8,
        ["U64"] = 8,
        ["I32"] = 4,
        ["U32"] = 4,
        ["I16"] = 2,
        ["U16"] = 2,
        ["I8"] = 1,
        ["U8"] = 1,
        ["BOOL"] = 1,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
        ["F8_E8M0"] = 1,
        ["C64"] = 8,
    };

    /// <summary>All names.</summary>
    internal static string Names => string.Join(", ", s_bytes.Keys);

    /// <summary>The bytes of an element, or null where the type is not known or takes parts of bytes.</summary>
    internal static int? Bytes(string type) => s_bytes.TryGetValue(type, out var bytes) ? bytes : null;

    /// <summary>The type as one that holds weights, or null.</summary>
    internal static SafetensorsElement? Weights(string type) =>
        Enum.TryParse<SafetensorsElement>(type, out var element) && element.ToString() == type ? element : null;
}

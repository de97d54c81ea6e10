namespace Rlar.Inference.Tests.Templates.Jinja;

/// <summary>Small templates in the shapes of those that models have.</summary>
internal static class FamilyShapes
{
    internal static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["chatml"] = "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        ["chatml with a system message of its own"] = """
            {%- if messages[0]['role'] == 'system' %}
                {{- '<|im_start|>system\n' + messages[0]['content'] + '<|im_end|>\n' }}
            {%- else %}
                {{- '<|im_start|>system\nYou help.<|im_end|>\n' }}
            {%- endif %}
            {%- for message in messages %}
                {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
                    {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}
                {%- elif message.role == "tool" %}
                    {%- if (loop.index0 == 0) or (messages[loop.index0 - 1].role != "tool") %}
                        {{- '<|im_start|>user' }}
                    {%- endif %}
                    {{- '\n<tool_response>\n' }}
                    {{- message.content }}
                    {{- '\n</tool_response>' }}
                    {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}
                        {{- '<|im_end|>\n' }}
                    {%- endif %}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|im_start|>assistant\n' }}
            {%- endif %}
            """,
        ["thoughts left out of the past"] = """
            {%- set ns = namespace(last=messages|length - 1, seeks=true) %}
            {%- for m in messages[::-1] %}
                {%- set index = (messages|length - 1) - loop.index0 %}
                {%- if ns.seeks and m.role == 'user' and not (m.content.startswith('<tool_response>') and m.content.endswith('</tool_response>')) %}
                    {%- set ns.seeks = false %}{%- set ns.last = index %}
                {%- endif %}
            {%- endfor %}
            {%- for m in messages %}
                {%- if m.role == 'assistant' %}
                    {%- set thoughts = '' %}{%- set said = m.content %}
                    {%- if '</think>' in m.content %}
                        {%- set thoughts = m.content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}
                        {%- set said = m.content.split('</think>')[-1].lstrip('\n') %}
                    {%- endif %}
                    {{- '<|im_start|>assistant\n' ~ ('<think>\n' ~ thoughts ~ '\n</think>\n\n' if loop.index0 > ns.last else '') ~ said ~ '<|im_end|>\n' }}
                {%- else %}
                    {{- '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}
                {%- endif %}
            {%- endfor %}
            """,
        ["system message in front of everything"] = """
            {% set ns = namespace(system='', is_first=true, was_tool=false) %}{%- for m in messages %}{%- if m['role'] == 'system' %}{%- if ns.is_first %}{% set ns.system = ns.system + m['content'] %}{% set ns.is_first = false %}{%- else %}{% set ns.system = ns.system + '\n\n' + m['content'] %}{%- endif %}{%- endif %}{%- endfor %}{{ bos_token }}{{ ns.system }}{%- for m in messages %}{%- if m['role'] == 'user' %}{{ '<｜User｜>' + m['content'] }}{%- endif %}{%- if m['role'] == 'assistant' and m['content'] is not none %}{% set c = m['content'] %}{% if '</think>' in c %}{% set c = c.split('</think>')[-1] %}{% endif %}{{ '<｜Assistant｜>' + c + '<｜end▁of▁sentence｜>' }}{%- endif %}{%- if m['role'] == 'tool' %}{{ '<｜tool▁output▁begin｜>' + m['content'] + '<｜tool▁output▁end｜>' }}{%- endif %}{%- endfor -%}{% if add_generation_prompt %}{{ '<｜Assistant｜>' }}{% endif %}
            """,
        ["system message in the last user turn"] = """
            {%- if messages[0]["role"] == "system" %}{%- set system = messages[0]["content"] %}{%- set rest = messages[1:] %}{%- else %}{%- set rest = messages %}{%- endif %}
            {%- set users = rest | selectattr("role", "equalto", "user") | list %}
            {%- set ns = namespace() %}{%- set ns.index = 0 %}
            {%- for m in rest %}
                {%- if not (m.role == "tool" or m.tool_calls is defined) %}
                    {%- if (m["role"] == "user") != (ns.index % 2 == 0) %}{{- raise_exception("roles must alternate") }}{%- endif %}
                    {%- set ns.index = ns.index + 1 %}
                {%- endif %}
            {%- endfor %}
            {{- bos_token }}
            {%- for m in rest %}
                {%- if m.role == "user" %}
                    {%- if loop.last and system is defined %}{{- "[INST] " + system + "\n\n" + m.content + "[/INST]" }}{%- else %}{{- "[INST] " + m.content + "[/INST]" }}{%- endif %}
                {%- elif m.role == "assistant" %}{{- " " + m.content|trim + eos_token }}
                {%- else %}{{- raise_exception("Only user and assistant") }}
                {%- endif %}
            {%- endfor %}
            """,
        ["headers and trimmed contents"] = "{% for m in messages %}{% set c = '<|start_header_id|>' + ('ipython' if m.role == 'tool' else m['role']) + '<|end_header_id|>\\n\\n' + (m['content'] | tojson if m.role == 'tool' else m['content'] | trim) + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set c = bos_token + c %}{% endif %}{{ c }}{% endfor %}{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}",
        ["no system message"] = "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}{% if (m['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = m['role'] %}{% endif %}{{ '<start_of_turn>' + role + '\\n' + m['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\\n'}}{% endif %}",
        ["line ends kept"] = "{% for message in messages %}\n{% if message['role'] == 'user' %}\n{{ '<|user|>\n' + message['content'] + eos_token }}\n{% elif message['role'] == 'system' %}\n{{ '<|system|>\n' + message['content'] + eos_token }}\n{% elif message['role'] == 'assistant' %}\n{{ '<|assistant|>\n'  + message['content'] + eos_token }}\n{% endif %}\n{% if loop.last and add_generation_prompt %}\n{{ '<|assistant|>' }}\n{% endif %}\n{% endfor %}",
    };
}

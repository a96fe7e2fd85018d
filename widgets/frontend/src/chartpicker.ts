// 插入图表: the charts the ledgers allow, each as a chart or as its table.

import type { Editor } from "./editor/editor";
import type { Host } from "./host";
import { Picker, type Choice } from "./picker";

interface ChartOffer {
  ref: string;
  title: string;
}

export function chartPicker(host: Host<unknown>, editor: Editor): Picker {
  const load = async (): Promise<Choice[]> => {
    const { result } = await host.ask<{ charts: ChartOffer[]; own: number }>("charts");
    return result.charts.map(({ ref, title }, index) => {
      const put = (kind: string) => () => {
        editor.append(`![${title}](${kind}:${ref})`, { line: true });
      };
      return {
        label: title,
        own: index < result.own,
        actions: [
          { label: "图", run: put("chart") },
          { label: "表", run: put("table") },
        ],
      };
    });
  };
  return new Picker("插入图表", load, "台账里还没有可以画图的数字。请先导入台账。");
}
